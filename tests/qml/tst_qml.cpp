// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Bench.h"

#include <QDateTime>
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
            .url = QUrl(QStringLiteral("http://127.0.0.1:4000/")),
            .state = suspect ? NodeInfo::State::Suspect : NodeInfo::State::Alive,
            .viewers = map.value(QStringLiteral("viewers")).toInt()};
}

static BehaviorInfo behaviorOf(const QVariantMap &map)
{
    return {.name = map.value(QStringLiteral("name")).toString(),
            .source = BehaviorSource(map.value(QStringLiteral("source")).toInt()),
            .isNew = map.value(QStringLiteral("isNew")).toBool(),
            .quarantined = map.value(QStringLiteral("quarantined")).toBool(),
            .problem = map.value(QStringLiteral("problem")).toString(),
            .nodes = map.value(QStringLiteral("nodes")).toStringList(),
            .description = map.value(QStringLiteral("description")).toString(),
            .madeToFail = map.value(QStringLiteral("madeToFail")).toBool(),
            .from = map.value(QStringLiteral("from")).toString()};
}

static QString textOf(const Command &command)
{
    switch (command.kind) {
    case Command::Kind::Nudge:
        return QStringLiteral("nudge");
    case Command::Kind::SetBehavior:
        return QStringLiteral("behavior ") + command.behavior +
               (command.tryAgain ? QStringLiteral(" again") : QString());
    case Command::Kind::InjectFault:
        return QStringLiteral("fault %1 on %2")
            .arg(QLatin1String(infoOf(command.fault.fault).name))
            .arg(command.fault.node.value);
    case Command::Kind::SetChaos:
        return command.on ? QStringLiteral("chaos on") : QStringLiteral("chaos off");
    }
    return {};
}

Bench::Bench()
{
    connect(&m_commands, &Commands::wanted, this, [this](const QString &id, const Command &command) {
        m_asked.append({id, command});
        Q_EMIT askedChanged();
    });
    m_editor.attach(&m_scripts);
    m_settings.attach(&m_fakeSettings);
    connect(&m_editor, &EditorModel::selectionWanted, &m_commands,
            [this](const QString &name) { m_commands.setBehavior(name); });
    connect(&m_commands, &Commands::askedToDie, &m_nodes, &NodesModel::setAskedToDie);
    connect(&m_commands, &Commands::refused, &m_events, &EventsModel::addRefusal);
}

QStringList Bench::asked() const
{
    QStringList texts;
    for (const auto &asked : m_asked)
        texts << textOf(asked.content);
    return texts;
}

void Bench::showChaos(bool on, const QString &news, const QString &summary, const QStringList &misses)
{
    m_view.chaos = {.on = on, .summary = summary, .news = news, .misses = misses};
    publish();
}

void Bench::show(const QVariantList &nodes, int holder, int term)
{
    m_view.lease = {quint64(term), {quint64(holder)}};
    m_view.nodes.clear();
    m_view.colors.clear();
    for (const QVariant &node : nodes) {
        m_view.nodes.append(nodeOf(node.toMap()));
        m_view.colors.append({m_view.nodes.last().name, int(m_view.colors.size()) % 8});
    }
    m_view.self = nodes.isEmpty() ? NodeId{} : m_view.nodes.first().id;
    m_view.links.clear();
    for (const NodeInfo &other : m_view.nodes.mid(1))
        m_view.links.append({m_view.self, other.id, 0.32});
    publish();
}

void Bench::showBehaviors(const QVariantList &behaviors, const QString &current, const QString &lastGood)
{
    m_view.behavior = current;
    m_view.lastGood = lastGood.isEmpty() ? current : lastGood;
    m_view.onTrial = !lastGood.isEmpty();
    m_view.behaviors.clear();
    for (const QVariant &behavior : behaviors)
        m_view.behaviors.append(behaviorOf(behavior.toMap()));
    publish();
}

void Bench::publish()
{
    m_recorder.setView(m_view);
    m_cluster.setView(m_view);
    m_nodes.setView(m_view);
    m_behaviors.setView(m_view);
    m_editor.setView(m_view);
    m_tour.setView(m_view);
}

void Bench::happen(const EventFacts &facts)
{
    EventView event{.at = QDateTime::currentMSecsSinceEpoch(), .facts = facts};
    event.node = m_cluster.nameOf(facts.node);
    event.text = QStringLiteral("event %1 about %2").arg(++m_happened).arg(event.node);
    m_recorder.addEvent(event);
    m_nodes.addEvent(event);
    m_tour.addEvent(event);
    m_log.add(event);
}

void Bench::injected(const QString &fault, int node, double seconds)
{
    happen({EventFacts::Kind::Fault, {quint64(node)}, 0, seconds, fault});
}

void Bench::leased(int node, int term, double vacant)
{
    happen({EventFacts::Kind::Lease, {quint64(node)}, quint64(term), vacant, {}});
}

void Bench::engineLost(int node)
{
    happen({EventFacts::Kind::EngineLost, {quint64(node)}, 0, 0, {}});
    happen({EventFacts::Kind::Restored, {quint64(node)}, 0, 0, {}});
}

void Bench::say(const QString &text)
{
    m_events.add({.at = QDateTime::currentMSecsSinceEpoch(), .level = EventView::Level::Error, .text = text});
}

void Bench::giveName(const QString &name, const QString &option)
{
    m_fakeSettings.asked.clear();
    m_fakeSettings.show({.name = {option.isEmpty() ? QStringLiteral("laptop:4000") : name, {}, option},
                         .port = {QStringLiteral("4000"), {}, {}}});
}

void Bench::answer(const QString &problem)
{
    const auto result = problem.isEmpty() ? CommandResult::done(2) : CommandResult::refused(409, problem);
    for (const auto &asked : std::exchange(m_asked, {}))
        m_commands.conclude(asked.id, result);
    Q_EMIT askedChanged();
}

void Bench::qmlEngineAvailable(QQmlEngine *engine)
{
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine->rootContext()->setContextProperty(QStringLiteral("bench"), this);
}

} // namespace everbounce

QUICK_TEST_MAIN_WITH_SETUP(everbounce, everbounce::Bench)
