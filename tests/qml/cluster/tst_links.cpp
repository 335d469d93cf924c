// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/cluster/LinkParts.h"
#include "tests/qml/Desktop.h"

#include <cmath>

using namespace everbounce;

/// Where the lines between the cards are in the window, by geometry.
class TestLinks : public QObject
{
    Q_OBJECT

    template<typename Part>
    static QList<Part *> parts(const Desktop &desktop)
    {
        QList<QQuickItem *> found;
        Desktop::collect(
            desktop.window.window()->contentItem(),
            [](QQuickItem *item) { return item->isVisible() && qobject_cast<Part *>(item); }, found);
        QList<Part *> all;
        for (QQuickItem *item : found)
            all << qobject_cast<Part *>(item);
        return all;
    }

    static QList<QRectF> cards(const Desktop &desktop)
    {
        QList<QQuickItem *> found;
        Desktop::collect(
            desktop.window.window()->contentItem(),
            [](QQuickItem *item) { return item->objectName().startsWith(QLatin1String("node:")); }, found);
        QList<QRectF> rects;
        for (const QQuickItem *card : found)
            rects << Desktop::rect(card);
        return rects;
    }

    /// How far a point is from the edge of a rectangle.
    static qreal fromEdge(const QPointF &point, const QRectF &rect)
    {
        const qreal x = std::max({rect.left() - point.x(), 0.0, point.x() - rect.right()});
        const qreal y = std::max({rect.top() - point.y(), 0.0, point.y() - rect.bottom()});
        const qreal within = std::min({point.x() - rect.left(), rect.right() - point.x(),
                                       point.y() - rect.top(), rect.bottom() - point.y()});
        return x > 0 || y > 0 ? std::hypot(x, y) : within;
    }

    /// The card at whose edge a point is; -1: none.
    static qsizetype cardAt(const QPointF &point, const QList<QRectF> &cards)
    {
        for (qsizetype i = 0; i < cards.size(); ++i) {
            if (fromEdge(point, cards[i]) < 1.5)
                return i;
        }
        return -1;
    }

    static bool isJoined(const LinkStroke *line, const QList<QRectF> &cards)
    {
        const QQuickItem *drawing = line->parentItem();
        const qsizetype from = cardAt(drawing->mapToScene(line->begin()), cards);
        const qsizetype to = cardAt(drawing->mapToScene(line->end()), cards);
        return from >= 0 && to >= 0 && from != to;
    }

    static bool allJoined(const Desktop &desktop)
    {
        const QList<LinkStroke *> lines = parts<LinkStroke>(desktop);
        const QList<QRectF> places = cards(desktop);
        return lines.size() == 3 && places.size() == 3 &&
               std::all_of(lines.begin(), lines.end(),
                           [&](const LinkStroke *line) { return isJoined(line, places); });
    }

private Q_SLOTS:
    void eachLineEndsAtTheEdgesOfItsCardsAndNoFigureStandsOnOne_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(1920, 940), QSize(1920, 800), QSize(1366, 600), QSize(2560, 700),
                                 QSize(1280, 720), QSize(1024, 500), QSize(800, 1200), QSize(800, 700)})
            QTest::addRow("%d x %d", size.width(), size.height()) << size;
    }
    void eachLineEndsAtTheEdgesOfItsCardsAndNoFigureStandsOnOne()
    {
        QFETCH(QSize, size);
        Desktop desktop(standingAt(10));
        QVERIFY(!desktop.error);
        desktop.resize(size);
        QTRY_VERIFY(allJoined(desktop));
        const QList<LinkFigure *> figures = parts<LinkFigure>(desktop);
        QVERIFY(!figures.isEmpty());
        for (const LinkFigure *figure : figures) {
            for (const QRectF &card : cards(desktop))
                QVERIFY(!Desktop::rect(figure).adjusted(1, 1, -1, -1).intersects(card));
        }
    }
};

QTEST_MAIN(TestLinks)
#include "tst_links.moc"
