// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/sides/SidesModel.h"
#include "tests/qml/Desktop.h"
#include "web/Gateway.h"

#include <QThread>

#include <cmath>

using namespace everbounce;
using namespace std::chrono_literals;

/// A node of another side: it holds a lease of its own, and its feed can be reached.
class OtherSide
{
public:
    OtherSide(NodeId id, const QString &name, const TickMapping &clock)
        : m_gateway(new Gateway)
    {
        m_gateway->moveToThread(&m_webThread);
        QObject::connect(&m_webThread, &QThread::finished, m_gateway, &QObject::deleteLater);
        m_webThread.start();
        ListenResult listening;
        QMetaObject::invokeMethod(
            m_gateway, [&] { return m_gateway->listen(QHostAddress::LocalHost, 0, {}); },
            Qt::BlockingQueuedConnection, &listening);
        url = listening.url;
        node = std::make_unique<FakeNode>(FakeNode::Options{.id = id, .name = name, .url = url});
        m_gateway->attach(node.get());
        node->start();
        node->fly(clock);
    }
    ~OtherSide()
    {
        m_webThread.quit();
        m_webThread.wait();
    }

    QUrl url;
    std::unique_ptr<FakeNode> node;

private:
    QThread m_webThread;
    Gateway *m_gateway;
};

/// A partition, as a window sees it that reaches both sides.
class TestWindowSides : public QObject
{
    Q_OBJECT

    static constexpr NodeId gammaId{3};

    /// The window's own node hears gamma or does not.
    static void setHeard(Desktop &desktop, const QUrl &gamma, NodeInfo::State state)
    {
        desktop.cluster.run([&](FakeNode &node) {
            ClusterView view = threeNodes();
            view.nodes[2].url = gamma;
            view.nodes[2].state = state;
            node.publish(view);
        });
    }

    static QQuickItem *ballOf(const Desktop &desktop)
    {
        QQuickItem *ball = desktop.item("sideBall:0000000000000003");
        return ball && ball->isVisible() ? ball : nullptr;
    }

    /// In box units.
    static double apart(const Desktop &desktop)
    {
        const QPointF between =
            Desktop::rect(ballOf(desktop)).center() - Desktop::rect(desktop.item("ball")).center();
        return std::hypot(between.x(), between.y()) * 800 / desktop.scene()->boxRect().width();
    }

    static SidesModel *sidesOf(const Desktop &desktop)
    {
        const auto *models = desktop.window.window()->property("models").value<QObject *>();
        return models->property("sides").value<SidesModel *>();
    }

private Q_SLOTS:
    void bothBallsAndBothHoldersAreDrawnUntilTheSidesAreOne()
    {
        const TickMapping clock = flyingFromNow();
        Desktop desktop(clock);
        QVERIFY(!desktop.error);
        desktop.resize({1280, 800});
        OtherSide gamma(gammaId, QStringLiteral("gamma"), clock);
        QVERIFY(!desktop.item("sides")->isVisible());
        setHeard(desktop, gamma.url, NodeInfo::State::Suspect);
        QTRY_VERIFY(ballOf(desktop));
        QTRY_VERIFY2(apart(desktop) < 12, "without a command both fly alike");
        QVERIFY(desktop.item("sides")->isVisible());
        const QString holder = threeNodes().nodes[1].name;
        QVERIFY(desktop.withText(
            QStringLiteral("Two sides: %1 holds the lease here, gamma on the other side.").arg(holder)));
        QVERIFY(desktop.withText(QStringLiteral("holds the lease on the other side")));
        QVERIFY(desktop.item("sideMark:0000000000000003")->isVisible());
        QVERIFY(desktop.scene()
                    ->mapRectToScene(desktop.scene()->boxRect())
                    .contains(Desktop::rect(desktop.item("sides"))));

        gamma.node->nudge(-4, 5);
        QTRY_VERIFY(ballOf(desktop) && apart(desktop) > 60);
        setHeard(desktop, gamma.url, NodeInfo::State::Alive);
        QTRY_VERIFY(!ballOf(desktop));
        QVERIFY(desktop.withText(QStringLiteral("One side again: %1 holds the lease.").arg(holder)));
        QVERIFY(!desktop.item("sideMark:0000000000000003")->isVisible());
        QTRY_COMPARE(sidesOf(desktop)->asked(), 0);
    }

    void aMinimisedWindowAsksNobody()
    {
        const TickMapping clock = flyingFromNow();
        Desktop desktop(clock);
        QVERIFY(!desktop.error);
        desktop.resize({1280, 800});
        OtherSide gamma(gammaId, QStringLiteral("gamma"), clock);
        setHeard(desktop, gamma.url, NodeInfo::State::Suspect);
        QTRY_VERIFY(ballOf(desktop));
        desktop.window.window()->showMinimized();
        QTRY_COMPARE(sidesOf(desktop)->asked(), 0);
        desktop.window.window()->showNormal();
        QTRY_VERIFY(ballOf(desktop));
    }

    void nothingIsInventedOfANodeThatIsSomebodyElse()
    {
        const TickMapping clock = flyingFromNow();
        Desktop desktop(clock);
        QVERIFY(!desktop.error);
        desktop.resize({1280, 800});
        OtherSide stranger({9}, QStringLiteral("stranger"), clock);
        setHeard(desktop, stranger.url, NodeInfo::State::Suspect);
        QTRY_COMPARE(sidesOf(desktop)->asked(), 1);
        QTRY_COMPARE(sidesOf(desktop)->asked(), 0);
        QVERIFY(!sidesOf(desktop)->view().isSplit());
    }
};

QTEST_MAIN(TestWindowSides)
#include "tst_window_sides.moc"
