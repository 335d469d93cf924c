// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scene/SceneItem.h"
#include "gui/window/DesktopWindow.h"
#include "tests/fakes/FakeCluster.h"

#include <QDateTime>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

namespace everbounce {

/// A shown window over a fake node.
struct Desktop
{
    explicit Desktop(const TickMapping &clock, const QString &frameLog = {}, bool kiosk = false,
                     bool faults = true, const QString &breakable = {})
        : window(cluster.node(), {.pageUrl = pageUrl(),
                                  .frameLog = frameLog,
                                  .kiosk = kiosk,
                                  .faults = faults,
                                  .breakable = breakable})
    {
        cluster.run([&](FakeNode &node) {
            ClusterView view = threeNodes();
            view.behaviors = {{.name = QStringLiteral("MirrorJump")},
                              {.name = QStringLiteral("RandomRebound")}};
            node.publish(view);
            node.fly(clock);
        });
        error = window.show();
    }

    static QUrl pageUrl() { return QUrl(QStringLiteral("http://127.0.0.1:4000/")); }

    SceneItem *scene() const { return window.window()->findChild<SceneItem *>(QStringLiteral("scene")); }
    QQuickItem *item(const char *name) const
    {
        return find(window.window()->contentItem(), QLatin1String(name));
    }

    /// Among everything shown: a model's delegates are children of nothing else.
    static QQuickItem *find(QQuickItem *item, QLatin1String name)
    {
        if (item->objectName() == name)
            return item;
        for (QQuickItem *child : item->childItems()) {
            if (QQuickItem *found = find(child, name))
                return found;
        }
        return nullptr;
    }

    QList<QQuickItem *> all(const char *name) const
    {
        QList<QQuickItem *> found;
        collect(
            window.window()->contentItem(),
            [name](const QQuickItem *item) { return item->objectName() == QLatin1String(name); }, found);
        return found;
    }

    /// A text somewhere in the window; null if it is not there.
    QQuickItem *withText(const QString &text) const
    {
        QList<QQuickItem *> found;
        collect(
            window.window()->contentItem(),
            [&text](const QQuickItem *item) {
                return item->inherits("QQuickText") && item->isVisible() && item->property("text") == text;
            },
            found);
        return found.value(0);
    }

    /// In their order from top to bottom, for those that are brought forth by a model.
    template<typename Wanted>
    static void collect(QQuickItem *item, const Wanted &isWanted, QList<QQuickItem *> &found)
    {
        if (isWanted(item))
            found << item;
        for (QQuickItem *child : item->childItems())
            collect(child, isWanted, found);
    }

    /// Where an item is in the window.
    static QRectF rect(const QQuickItem *item) { return item->mapRectToScene(item->boundingRect()); }

    /// Resizes the window, and waits until all is laid out.
    void resize(const QSize &size) const
    {
        window.window()->resize(size);
        QTRY_COMPARE(window.window()->contentItem()->size().toSize(), size);
        QTRY_VERIFY(item("nudge") && item("nudge")->width() > 0);
        QVERIFY(QTest::qWaitForWindowExposed(window.window()));
        settle();
    }

    /// Waits for a frame with what has been changed.
    void settle() const
    {
        QSignalSpy frames(window.window(), &QQuickWindow::frameSwapped);
        QTRY_VERIFY(frames.count() >= 2);
    }

    /// Gives the window the keyboard; there may be no window manager to do it.
    void activate() const
    {
        window.window()->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(window.window()));
        QTRY_VERIFY(scene()->drawn());
    }

    void click(const QQuickItem *control) const
    {
        QTest::mouseClick(window.window(), Qt::LeftButton, {},
                          control->mapToScene(control->boundingRect().center()).toPoint());
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(window.window(), key, modifiers);
    }

    bool hasFocus(const char *name) const
    {
        const QQuickItem *found = item(name);
        return found && found->hasActiveFocus();
    }

    /// What was asked of the node.
    QList<Command> commands()
    {
        QList<Command> asked;
        cluster.run([&](FakeNode &node) { asked = node.commands(); });
        return asked;
    }

    /// Something has happened just now.
    void tell(const QString &text)
    {
        cluster.run([&](FakeNode &node) {
            node.tell({.id = ++lastEvent, .at = QDateTime::currentMSecsSinceEpoch(), .text = text});
        });
    }

    FakeCluster cluster;
    quint64 lastEvent = 0;
    DesktopWindow window;
    std::optional<QString> error;
};

} // namespace everbounce
