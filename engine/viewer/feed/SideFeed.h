// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/viewer/feed/FeedReader.h"

#include <QObject>
#include <QSslError>
#include <QTimer>
#include <QWebSocket>

namespace everbounce {

/// The live feed of one lost node, with the flight that it tells of. Ends when that node does not answer, is
/// somebody else, or says nothing for as long as no living node does.
class SideFeed : public QObject
{
    Q_OBJECT
public:
    /// `tolerated` is what may be wrong with its certificate.
    SideFeed(const NodeInfo &node, const QList<QSslError> &tolerated, QObject *parent);
    ~SideFeed() override;

    /// As it tells; nothing before it did.
    const std::optional<ClusterView> &view() const { return m_view; }
    std::optional<Nanoseconds> flightEnd() const { return m_reader.flightEnd(); }
    std::optional<Position> ballAt(Nanoseconds now) const { return m_reader.ballAt(now); }

Q_SIGNALS:
    void greeted();
    void told();
    void ended();

private:
    void receive(const QString &text);
    void end();

    NodeId m_node;
    QWebSocket m_socket;
    FeedReader m_reader;
    std::optional<ClusterView> m_view;
    QTimer m_patience{this};
    bool m_isOver = false;
};

} // namespace everbounce
