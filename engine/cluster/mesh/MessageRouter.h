// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/NodeId.h"

#include <QCborMap>
#include <QObject>

#include <map>
#include <memory>
#include <utility>

namespace everbounce {

/// The way of all messages of one type.
class MessageLane : public QObject
{
    Q_OBJECT
Q_SIGNALS:
    void arrived(everbounce::NodeId from, const QCborMap &message);
};

/// Hands each message to those who handle its type. One thread.
class MessageRouter
{
public:
    /// From now on messages of this type go to `handler`, a function of their sender and the message, as long
    /// as `receiver` lives. If several parts share a type, each gets all of its messages, in the order of
    /// these calls, and leaves what is not its own.
    template<typename Receiver, typename Handler>
    void on(QLatin1String type, const Receiver *receiver, Handler &&handler)
    {
        QObject::connect(&lane(type), &MessageLane::arrived, receiver, std::forward<Handler>(handler));
    }

    /// A message whose type nobody handles, as of a later version, is left out.
    void route(NodeId from, const QCborMap &message) const;

private:
    MessageLane &lane(QLatin1String type);

    std::map<QString, std::unique_ptr<MessageLane>> m_lanes; ///< by their types
};

} // namespace everbounce
