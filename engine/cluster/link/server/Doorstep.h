// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/cluster/link/server/Places.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <map>
#include <memory>
#include <set>

namespace everbounce {

/// Where accepted connections wait until they have sent a whole TLS greeting, the first thing that a node
/// sends. Until then one costs a descriptor and nothing more: no buffer, no cryptography. Those that have
/// sent it are let in a few at a time, first those from where peers are known to be. Lives on the cluster's
/// thread.
class Doorstep : public QObject
{
    Q_OBJECT
public:
    Doorstep(const Places::Limits &limits, Nanoseconds patience, QObject *parent = nullptr);
    ~Doorstep() override;

    /// Takes over a connection.
    void add(int descriptor, const QHostAddress &from, bool isKnown);

    /// Closes all that wait.
    void clear();

Q_SIGNALS:
    /// A whole greeting is ready to be read. The receiver, exactly one, owns the descriptor.
    void knocked(int descriptor, const QHostAddress &from);

    void noRoom(); ///< one had to make room for a newer one
    void silent(); ///< one sent too little in time
    void notTls(); ///< one sends something else, or has gone

private:
    struct Waiting
    {
        int descriptor;
        QHostAddress from;
        bool isKnown;
        Nanoseconds until{0};
        std::unique_ptr<QSocketNotifier> notifier;
    };

    void look(Places::Id id);
    void letIn();
    std::optional<Places::Id> nextToLetIn() const;
    Waiting take(Places::Id id);
    void drop(Places::Id id);
    void dropLate();

    Nanoseconds m_patience;
    Places m_places;
    std::map<Places::Id, Waiting> m_waiting; ///< the oldest first
    std::set<Places::Id> m_ready;            ///< of them, those that have sent their greeting
    QTimer m_timer;
    QTimer m_turn;
};

} // namespace everbounce
