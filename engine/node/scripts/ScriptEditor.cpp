// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/scripts/ScriptEditor.h"

#include "engine/ball/behaviors/BehaviorName.h"
#include "engine/base/MonotonicClock.h"
#include "engine/node/scripts/PreviewQuestion.h"

#include <algorithm>

namespace everbounce {
namespace {

constexpr std::size_t mostOrders = 8;

/// A script of the same name that is not in the folder in which this node's are written.
struct Namesake
{
    ScriptText script;
    QString where;
};

QString textProblem(const QByteArray &text)
{
    return text.isEmpty() ? QStringLiteral("it is empty") : problemOfScript(text);
}

/// On the disk's thread.
ScriptAnswer carryOut(const ScriptShelf &shelf, const ScriptOrder &order, const QList<Namesake> &namesakes)
{
    const ScriptAnswer own = shelf.carryOut({.kind = ScriptOrder::Kind::Read, .name = order.name});
    const auto other = std::ranges::find_if(
        namesakes, [&own](const Namesake &namesake) { return namesake.script.ref.hash != own.version; });
    if (other == namesakes.end())
        return shelf.carryOut(order);
    const QString why =
        QStringLiteral("%1 belongs to %2: save yours under another name.").arg(order.name, other->where);
    if (order.kind != ScriptOrder::Kind::Read)
        return ScriptAnswer::refused(409, why);
    return {.text = other->script.source, .version = other->script.ref.hash, .readOnly = why};
}

} // namespace

ScriptEditor::ScriptEditor(const Settings &settings, Catalogue &catalogue, Sources sources, QObject *parent)
    : ScriptsInterface(parent)
    , m_settings(settings)
    , m_catalogue(catalogue)
    , m_sources(std::move(sources))
    , m_previews(settings.engineProgram, this)
{
    m_disk.setMaxThreadCount(1);
    connect(&m_previews, &ScriptPreviews::flown, this, &ScriptEditor::previewed);
}

void ScriptEditor::preview(quint64 request, const QString &viewer, const QByteArray &text)
{
    const auto refuse = [this, request](int status, const QString &why) {
        Q_EMIT previewed(request, ScriptPreview::refused(status, why));
    };
    if (const QString why = textProblem(text); !why.isEmpty())
        return refuse(text.size() > maxScriptBytes ? 413 : 422,
                      QStringLiteral("This is no script: %1.").arg(why));
    const Flying flying = m_sources.flying();
    if (!flying.record || flying.record->track.empty() || !flying.clock)
        return refuse(503, QStringLiteral("No ball flies just now from which it could go on."));
    const double now = flying.clock->tickAt(monotonicNow());
    m_previews.fly(request, viewer, previewQuestion(*flying.record, now, flying.clock->tickLength, text));
}

ScriptAnswer ScriptEditor::refusal(const ScriptOrder &order) const
{
    const auto isPlugin = [&order](const CatalogueEntry &entry) {
        return entry.ref.name == order.name && entry.source == BehaviorSource::Plugin;
    };
    const auto isSame = [&order](const ScriptText &script) { return script.ref.name == order.name; };
    const std::vector<ScriptText> &own = m_catalogue.ownScripts();
    const bool saves = order.kind == ScriptOrder::Kind::Save;
    if (!isBehaviorName(order.name))
        return ScriptAnswer::refused(
            422,
            QStringLiteral("A script's name is a letter, then letters, digits, _ and -, at most %1 in all.")
                .arg(longestBehaviorName));
    if (isReservedName(order.name))
        return ScriptAnswer::refused(
            409, QStringLiteral("%1 is part of the program: take another name.").arg(order.name));
    if (std::ranges::any_of(m_catalogue.entries(), isPlugin))
        return ScriptAnswer::refused(409,
                                     QStringLiteral("%1 is a plugin: take another name.").arg(order.name));
    if (m_settings.folder.isEmpty())
        return ScriptAnswer::refused(507, QStringLiteral("This node has no folder to keep scripts in."));
    if (const QString why = textProblem(order.text); saves && !why.isEmpty())
        return ScriptAnswer::refused(order.text.size() > maxScriptBytes ? 413 : 422,
                                     QStringLiteral("This is no script: %1.").arg(why));
    if (saves && own.size() >= maxScripts && std::ranges::none_of(own, isSame))
        return ScriptAnswer::refused(507,
                                     QStringLiteral("This node has %1 scripts already.").arg(maxScripts));
    if (m_open.size() >= mostOrders)
        return ScriptAnswer::refused(429, QStringLiteral("The disk is busy. Try again in a moment."));
    return {};
}

void ScriptEditor::edit(quint64 request, const ScriptOrder &order)
{
    if (const ScriptAnswer refused = refusal(order); !refused.problem.isEmpty()) {
        Q_EMIT edited(request, refused);
        return;
    }
    m_open.push_back({request, order});
    if (m_open.size() == 1)
        beginNext();
}

/// One after the other, each with the catalogue as the one before has left it.
void ScriptEditor::beginNext()
{
    const ScriptOrder &order = m_open.front().order;
    QList<Namesake> namesakes;
    for (const auto *scripts : {&m_catalogue.ownScripts(), &m_catalogue.carriedScripts()}) {
        for (const ScriptText &script : *scripts) {
            const QString origin = m_sources.origin(script.ref);
            if (script.ref.name == order.name)
                namesakes.append(
                    {script, origin.isEmpty() ? QStringLiteral("another folder of this node") : origin});
        }
    }
    m_disk.start([this, order, namesakes, shelf = ScriptShelf(m_settings.folder)] {
        const ScriptAnswer answer = carryOut(shelf, order, namesakes);
        QMetaObject::invokeMethod(this, [this, answer] { finish(answer); });
    });
}

void ScriptEditor::finish(ScriptAnswer answer)
{
    const auto [request, order] = std::move(m_open.front());
    m_open.pop_front();
    if (answer.problem.isEmpty() && order.kind != ScriptOrder::Kind::Read) {
        m_catalogue.refresh();
        const ScriptText saved = makeScript(order.name, answer.text);
        if (std::ranges::find(m_catalogue.ownScripts(), saved) == m_catalogue.ownScripts().end())
            answer = ScriptAnswer::refused(
                507, QStringLiteral("%1 was saved in %2, but this node does not read it there.")
                         .arg(order.name, m_settings.folder));
    }
    if (!m_open.empty())
        beginNext();
    Q_EMIT edited(request, answer);
}

} // namespace everbounce
