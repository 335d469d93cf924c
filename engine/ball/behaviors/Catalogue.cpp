// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/Catalogue.h"

#include "engine/ball/behaviors/BehaviorName.h"
#include "engine/ball/flight/Behavior.h"

#include <algorithm>

namespace everbounce {
namespace {

QString nameWithHash(const BehaviorRef &ref)
{
    return ref.name + u'#' + QString::fromLatin1(ref.hash.left(8));
}

bool byName(const CatalogueEntry &a, const CatalogueEntry &b)
{
    return a.shownName < b.shownName;
}

BehaviorDescription descriptionOfBuiltin(const QString &name)
{
    if (name == QLatin1String("MirrorJump"))
        return {QStringLiteral("Flies straight and bounces off the walls."), false};
    if (name == QLatin1String("RandomRebound"))
        return {QStringLiteral("Leaves each wall at a random speed, which may be 0."), false};
    return {};
}

QList<CatalogueEntry> builtinEntries()
{
    QList<CatalogueEntry> entries;
    for (const std::string_view view : builtinBehaviorNames()) {
        const QString name = QString::fromLatin1(view.data(), qsizetype(view.size()));
        entries.append({.ref = {name, {}},
                        .source = BehaviorSource::Builtin,
                        .shownName = name,
                        .description = descriptionOfBuiltin(name)});
    }
    std::sort(entries.begin(), entries.end(), byName);
    return entries;
}

QList<CatalogueEntry> pluginEntries(const std::vector<PluginFile> &files)
{
    QList<CatalogueEntry> entries;
    for (const PluginFile &file : files) {
        const QString name = file.metadata.name;
        entries.append({.ref = {name, {}},
                        .source = BehaviorSource::Plugin,
                        .shownName = name,
                        .description = describedBy(file.metadata.description),
                        .problem = file.metadata.problem});
    }
    std::sort(entries.begin(), entries.end(), byName);
    return entries;
}

CatalogueEntry missingEntry()
{
    return {.ref = {kMissingBehavior, {}},
            .source = BehaviorSource::Missing,
            .shownName = kMissingBehavior,
            .description = {QStringLiteral("Is on no node, so the command is refused."), true}};
}

} // namespace

Catalogue::Catalogue(const QString &where, QObject *parent)
    : QObject(parent)
    , m_where(where)
    , m_files(this)
{
    connect(&m_files, &BehaviorFiles::changed, this, &Catalogue::rebuild);
    connect(&m_files, &BehaviorFiles::remark, this, &Catalogue::remark);
    rebuild();
}

void Catalogue::setCarriedScripts(std::vector<ScriptText> scripts)
{
    m_carried = std::move(scripts);
    rebuild();
}

void Catalogue::rebuild()
{
    QList<CatalogueEntry> entries = builtinEntries();
    const QList<CatalogueEntry> plugins = pluginEntries(m_files.plugins());
    QSet<QString> pluginNames;
    for (const CatalogueEntry &plugin : plugins)
        pluginNames.insert(plugin.ref.name);
    entries += plugins + scriptEntries(pluginNames);
    entries.append(missingEntry());

    for (const auto *scripts : {&ownScripts(), &carriedScripts()})
        for (const ScriptText &script : *scripts)
            m_seen.add(script);
    if (entries == m_entries)
        return;
    m_entries = std::move(entries);
    announceConflicts();
    Q_EMIT changed();
}

QList<CatalogueEntry> Catalogue::scriptEntries(const QSet<QString> &pluginNames) const
{
    struct Known
    {
        const ScriptText *script;
        bool isNew;
    };
    std::map<BehaviorRef, Known, RefOrder> known;
    for (const ScriptText &script : m_carried)
        known[script.ref] = {&script, true};
    for (const ScriptText &script : m_files.scripts())
        known[script.ref] = {&script, false};
    std::map<QString, int> count;
    for (const auto &[ref, script] : known)
        ++count[ref.name];

    QList<CatalogueEntry> entries;
    for (const auto &[ref, script] : known) {
        const bool conflict = count[ref.name] > 1 || pluginNames.contains(ref.name);
        entries.append({.ref = ref,
                        .source = BehaviorSource::Script,
                        .shownName = conflict ? nameWithHash(ref) : ref.name,
                        .isNew = script.isNew,
                        .conflict = conflict,
                        .description = descriptionOf(script.script->source)});
    }
    std::sort(entries.begin(), entries.end(), byName);
    return entries;
}

void Catalogue::announceConflicts()
{
    std::map<QString, QStringList> shown;
    for (const CatalogueEntry &entry : std::as_const(m_entries)) {
        if (entry.conflict)
            shown[entry.ref.name].append(entry.shownName);
    }
    QSet<QString> names;
    for (const auto &[name, all] : shown) {
        names.insert(name);
        if (!m_saidConflicts.contains(name))
            Q_EMIT remark(
                QStringLiteral("There are different behaviours named %1; both are kept, the scripts as %2.")
                    .arg(name, all.join(QLatin1String(" and "))));
    }
    m_saidConflicts = names;
}

QString Catalogue::shownName(const BehaviorRef &ref) const
{
    bool isTaken = false;
    for (const CatalogueEntry &entry : m_entries) {
        if (entry.ref == ref)
            return entry.shownName;
        isTaken |= entry.ref.name == ref.name;
    }
    return isTaken && !ref.hash.isEmpty() ? nameWithHash(ref) : ref.name;
}

QString Catalogue::notHere(const QString &name) const
{
    return QStringLiteral("%1 is not on %2.").arg(name.left(longestBehaviorName + 9), m_where);
}

std::variant<BehaviorRef, QString> Catalogue::resolve(const QString &shownName) const
{
    QStringList others;
    for (const CatalogueEntry &entry : m_entries) {
        if (entry.source == BehaviorSource::Missing)
            continue;
        const bool byHash = !entry.ref.hash.isEmpty() && shownName == nameWithHash(entry.ref);
        if (entry.shownName == shownName || byHash) {
            if (!entry.problem.isEmpty())
                return QStringLiteral("%1 cannot be used: %2.").arg(shownName, entry.problem);
            return entry.ref;
        }
        if (entry.ref.name == shownName)
            others.append(entry.shownName);
    }
    if (!others.isEmpty())
        return QStringLiteral("There are %1 scripts named %2: say which, %3.")
            .arg(others.size())
            .arg(shownName, others.join(QLatin1String(" or ")));
    return notHere(shownName);
}

std::variant<BehaviorCode, QString> Catalogue::find(const QString &shownName)
{
    const auto resolved = resolve(shownName);
    if (const auto *const ref = std::get_if<BehaviorRef>(&resolved))
        return find(*ref);
    return std::get<QString>(resolved);
}

std::variant<BehaviorCode, QString> Catalogue::find(const BehaviorRef &ref)
{
    if (!ref.hash.isEmpty()) {
        for (const auto *scripts : {&ownScripts(), &carriedScripts()})
            for (const ScriptText &script : *scripts)
                if (script.ref == ref)
                    return BehaviorCode{
                        .kind = BehaviorCode::Kind::Script, .name = ref.name, .source = script.source};
        if (const auto script = m_seen.find(ref))
            return BehaviorCode{
                .kind = BehaviorCode::Kind::Script, .name = ref.name, .source = script->source};
        return notHere(nameWithHash(ref));
    }
    for (const PluginFile &file : m_files.plugins()) {
        if (file.metadata.name != ref.name)
            continue;
        if (!file.metadata.problem.isEmpty())
            return QStringLiteral("%1 cannot be used: %2.").arg(ref.name, file.metadata.problem);
        return BehaviorCode{.kind = BehaviorCode::Kind::Plugin, .name = ref.name, .path = file.path};
    }
    if (isReservedName(ref.name) && ref.name != kMissingBehavior)
        return BehaviorCode{.kind = BehaviorCode::Kind::Builtin, .name = ref.name};
    return notHere(ref.name);
}

} // namespace everbounce
