// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QWebSocket>

#include <functional>
#include <memory>
#include <unordered_map>

namespace everbounce {

/// What a viewer asked for: the track, or a frame a tick.
enum class FeedMode { Track, Frames };

/// One open feed. A handle that may be kept for the length of a call.
struct Viewer
{
    std::unique_ptr<QWebSocket> webSocket;
    FeedMode mode = FeedMode::Track;
};

/// The viewers over the web, and the sending to all of them at once. A viewer that does not keep up is
/// dropped.
class ViewerSet final : public QObject
{
    Q_OBJECT
public:
    /// `maxUnsent`: bytes that may wait for a viewer beyond what the kernel takes.
    explicit ViewerSet(qint64 maxUnsent, QObject *parent = nullptr);
    ~ViewerSet() override;

    Viewer &add(std::unique_ptr<QWebSocket> webSocket, FeedMode mode);

    int count() const { return int(m_viewers.size()); }
    int count(FeedMode mode) const { return mode == FeedMode::Frames ? m_frames : count() - m_frames; }

    /// To every viewer, to those of one mode, or to one. Messages are JSON texts in UTF-8.
    void broadcast(const QByteArray &message);
    void broadcast(FeedMode mode, const QByteArray &message);
    void send(Viewer &viewer, const QByteArray &message);

    void forEach(const std::function<void(Viewer &)> &visit);

Q_SIGNALS:
    void countChanged();

private:
    void remove(QWebSocket *webSocket);
    void sendText(Viewer &viewer, const QString &text);

    qint64 m_maxUnsent;
    int m_frames = 0;
    std::unordered_map<QWebSocket *, Viewer> m_viewers;
};

} // namespace everbounce
