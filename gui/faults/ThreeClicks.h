// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <chrono>

namespace everbounce {

/// Guards dangerous controls: only three clicks within one second count, and only with the same aim: no click
/// meant for one node hits another.
class ThreeClicks : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    /// Clicks still missing: 3 at rest.
    Q_PROPERTY(int left READ left NOTIFY leftChanged FINAL)
public:
    static constexpr int wanted = 3;
    static constexpr std::chrono::milliseconds within{1000};

    using QObject::QObject;

    int left() const { return m_left; }

    Q_INVOKABLE void click(const QString &aim = {});

Q_SIGNALS:
    void leftChanged();
    void completed();

private:
    void beginAgain();
    void setLeft(int left);

    int m_left = wanted;
    QString m_aim;
    int m_round = 0; ///< clicks of an earlier round no longer count
};

} // namespace everbounce
