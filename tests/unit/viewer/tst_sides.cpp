// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/sides/LostNodes.h"
#include "engine/viewer/sides/Sides.h"
#include "engine/viewer/words/SideWords.h"
#include "tests/unit/viewer/VectorCases.h"

using namespace everbounce;

/// When a viewer sees a partition, and whom it asks. The same cases are run over the page's code by
/// tests/browser/modules/vectors.test.js.
class TestSides : public QObject
{
    Q_OBJECT

    static Nanoseconds ms(const QJsonValue &value) { return std::chrono::milliseconds(value.toInteger()); }

    /// "b", "b?" where it is silent, "b=NAME" where it has another name than "node b".
    static NodeInfo nodeOf(const QString &text)
    {
        const QString name = text.section(u'=', 1);
        return {.id = idOf(text),
                .name = name.isEmpty() ? QStringLiteral("node ") + text.at(0) : name,
                .url = QUrl(QStringLiteral("http://127.0.0.1/")),
                .state = text.contains(u'?') ? NodeInfo::State::Suspect : NodeInfo::State::Alive};
    }

    /// "a5 a b?": who holds under which term, and the nodes; "-" for nobody.
    static ClusterView viewOf(const QString &text)
    {
        QStringList words = text.split(u' ');
        const QString lease = words.takeFirst();
        ClusterView view;
        if (lease != QLatin1String("-"))
            view.lease = {lease.mid(1).toULongLong(), idOf(lease)};
        for (const QString &node : words)
            view.nodes << nodeOf(node);
        return view;
    }

    static QString textOf(const Side &side)
    {
        const QString holder = letterOf(side.lease.holder);
        QString text = holder + QString::number(side.lease.term);
        if (side.holder != QStringLiteral("node ") + holder)
            text += QStringLiteral(" called ") + side.holder;
        if (!side.teller)
            return text;
        QStringList nodes;
        for (const NodeInfo &node : side.nodes)
            nodes << letterOf(node.id) + QLatin1String(node.state == NodeInfo::State::Suspect ? "?" : "");
        return text + QStringLiteral(" by %1 of %2").arg(letterOf(side.teller), nodes.join(u' '));
    }

    static QString textOf(const SidesView &view)
    {
        if (!view.own)
            return QStringLiteral("none");
        QStringList sides{textOf(*view.own)};
        for (const Side &side : view.others)
            sides << textOf(side);
        return sides.join(QStringLiteral(" | ")) + QLatin1String(view.healed ? " healed" : "");
    }

    static void tell(Sides &sides, Nanoseconds at, const QJsonValue &told)
    {
        const auto text = [&](const char *name) { return told[QLatin1String(name)].toString(); };
        if (!text("forget").isEmpty())
            sides.forget(idOf(text("forget")), at);
        else if (!text("view").isEmpty())
            sides.noteOther(idOf(text("by")), viewOf(text("view")), at);
        else if (!text("by").isEmpty())
            sides.noteFlight(idOf(text("by")), ms(told[QLatin1String("end")]), at);
        else if (text("own").isEmpty())
            sides.noteOwn(std::nullopt, at);
        else
            sides.noteOwn(viewOf(text("own")), at);
    }

    static void tell(LostNodes &lost, Nanoseconds at, const QJsonObject &told)
    {
        const auto text = [&](const char *name) { return told[QLatin1String(name)].toString(); };
        QList<NodeInfo> nodes;
        for (const QJsonValue &node : told[QLatin1String("nodes")].toArray())
            nodes << nodeOf(node.toString());
        if (!nodes.isEmpty())
            lost.note(nodes, at);
        else if (!text("failed").isEmpty())
            lost.failed(idOf(text("failed")), at);
        else
            lost.answered(idOf(text("answered")));
    }

    /// What is said of it, in English and, if the window is built, in German.
    static void checkWords(const SidesView &view, const QJsonValue &expected)
    {
        QCOMPARE(words::sidesOf(view), expected[QLatin1String("en")].toString());
        const InGerman german;
        if (german.isSpoken())
            QCOMPARE(words::sidesOf(view), expected[QLatin1String("de")].toString());
    }

private Q_SLOTS:
    void sides_data() { addCasesOf("sides"); }
    void sides()
    {
        QFETCH(const QJsonObject, given);
        Sides sides;
        QJsonArray pending = given[QLatin1String("told")].toArray();
        for (const QJsonValue &seen : given[QLatin1String("seen")].toArray()) {
            for (; !pending.isEmpty() && ms(pending.first()[0]) <= ms(seen[0]); pending.removeFirst())
                tell(sides, ms(pending.first()[0]), pending.first()[1]);
            QCOMPARE(textOf(sides.at(ms(seen[0]))), seen[1].toString());
            if (!seen[2].isUndefined())
                checkWords(sides.at(ms(seen[0])), seen[2]);
        }
    }

    void lostNodes_data() { addCasesOf("lost-nodes"); }
    void lostNodes()
    {
        QFETCH(const QJsonObject, given);
        LostNodes lost;
        QJsonArray known;
        QJsonArray pending = given[QLatin1String("told")].toArray();
        for (const QJsonValue &asked : given[QLatin1String("asked")].toArray()) {
            for (; !pending.isEmpty() && ms(pending.first()[0]) <= ms(asked[0]); pending.removeFirst()) {
                const QJsonObject told = pending.first()[1].toObject();
                known =
                    told.contains(QLatin1String("known")) ? told[QLatin1String("known")].toArray() : known;
                tell(lost, ms(pending.first()[0]), told);
            }
            const auto next =
                lost.next(ms(asked[0]), [&](NodeId id) { return known.contains(letterOf(id)); });
            QCOMPARE(next ? letterOf(next->id) : QString(), asked[1].toString());
        }
    }
};

QTEST_GUILESS_MAIN(TestSides)
#include "tst_sides.moc"
