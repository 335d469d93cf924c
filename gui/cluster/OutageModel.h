// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scene/FlightModel.h"

#include <QDateTime>
#include <QPointer>
#include <QTimer>

namespace everbounce {

/// Whether the cluster is dead as this window sees it: nobody flies the ball, which stands still at the end
/// of its flight. (Only pages can lose their own node: the window is part of its node.) Lives on the main
/// thread.
class OutageModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// What is wrong, and since when; empty while all is well or may recover at once.
    Q_PROPERTY(QString what READ what NOTIFY changed FINAL)
    Q_PROPERTY(QString since READ since NOTIFY changed FINAL)
    /// Why nobody can give the ball another direction or behaviour; empty if they can.
    Q_PROPERTY(QString reason READ reason NOTIFY changed FINAL)
public:
    static constexpr std::chrono::milliseconds patience{2000};

    explicit OutageModel(QObject *parent = nullptr);

    /// Checks this flight a few times a second from now on.
    void watch(const FlightModel *flight);

    /// Checks it at an instant of the monotonic clock.
    void look(Nanoseconds now);

    QString what() const;
    QString since() const;
    QString reason() const;

Q_SIGNALS:
    void changed();

private:
    QPointer<const FlightModel> m_flight;
    std::optional<Nanoseconds> m_standsSince;
    QDateTime m_since; ///< null while nothing is wrong
    QTimer m_timer{this};
};

} // namespace everbounce
