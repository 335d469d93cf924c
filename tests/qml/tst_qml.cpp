// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Bench.h"

#include <QQmlContext>
#include <QtQml/qqmlextensionplugin.h>
#include <QtQuickTest/quicktest.h>

Q_IMPORT_QML_PLUGIN(Everbounce_GuiPlugin)

namespace everbounce {

static NodeInfo nodeOf(const QVariantMap &map)
{
    const bool suspect = map.value(QStringLiteral("suspect")).toBool();
    return {.id = {map.value(QStringLiteral("id")).toULongLong()},
            .name = map.value(QStringLiteral("name")).toString(),
            .version = QStringLiteral("0.1.0"),
            .state = suspect ? NodeInfo::State::Suspect : NodeInfo::State::Alive,
            .viewers = map.value(QStringLiteral("viewers")).toInt()};
}

void Bench::show(const QVariantList &nodes, int holder, int term)
{
    ClusterView view{.lease = {quint64(term), {quint64(holder)}}, .behavior = QStringLiteral("MirrorJump")};
    for (const QVariant &node : nodes)
        view.nodes.append(nodeOf(node.toMap()));
    if (!view.nodes.isEmpty())
        view.self = view.nodes.first().id;
    m_cluster.setView(view);
    m_nodes.setView(view);
}

void Bench::say(const QString &text)
{
    m_events.add({.level = EventView::Level::Error, .text = text});
}

void Bench::qmlEngineAvailable(QQmlEngine *engine)
{
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine->rootContext()->setContextProperty(QStringLiteral("bench"), this);
}

} // namespace everbounce

QUICK_TEST_MAIN_WITH_SETUP(everbounce, everbounce::Bench)
