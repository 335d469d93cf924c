// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/behaviors/EditorModel.h"

#include "engine/viewer/words/SentenceWords.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace everbounce {

using namespace std::chrono_literals;

constexpr auto typingPause = 300ms; ///< of somebody who types, before the text is flown
constexpr auto busyPause = 700ms;   ///< after the node was busy
constexpr int tooMany = 429;
constexpr int notNow = 503;
constexpr int preconditionFailed = 412;

static bool isName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z][A-Za-z0-9_-]{0,62}\\z"));
    return form.match(name).hasMatch();
}

EditorModel::EditorModel(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &EditorModel::preview);
}

void EditorModel::attach(ScriptsInterface *scripts)
{
    m_preview = m_edit = 0;
    const auto queued = Qt::QueuedConnection;
    connect(this, &EditorModel::previewWanted, scripts, &ScriptsInterface::preview, queued);
    connect(this, &EditorModel::editWanted, scripts, &ScriptsInterface::edit, queued);
    connect(scripts, &ScriptsInterface::previewed, this, &EditorModel::onPreviewed, queued);
    connect(scripts, &ScriptsInterface::edited, this, &EditorModel::onEdited, queued);
}

QStringList EditorModel::templates()
{
    return {QStringLiteral("Bounce"), QStringLiteral("Gravity"), QStringLiteral("Spiral"),
            QStringLiteral("Failure")};
}

void EditorModel::setOpen(bool open)
{
    if (std::exchange(m_open, open) == open)
        return;
    if (open && m_text.isEmpty())
        beginTemplate(templates().first());
    if (open)
        previewSoon(0ms);
    else
        setPath({});
    Q_EMIT openChanged();
}

void EditorModel::setName(const QString &name)
{
    if (std::exchange(m_name, name) == name)
        return;
    setVersion({});
    m_answered = false;
    previewSoon(typingPause);
    Q_EMIT nameChanged();
}

void EditorModel::setText(const QString &text)
{
    if (std::exchange(m_text, text) == text)
        return;
    m_answered = false;
    if (m_line > 0)
        tell(m_told, m_failed);
    previewSoon(typingPause);
    Q_EMIT textChanged();
}

void EditorModel::take(const QString &name, const QString &text)
{
    setName(name);
    setVersion({});
    setText(text);
}

void EditorModel::beginTemplate(const QString &name)
{
    QFile file(QStringLiteral(":/everbounce/templates/%1.js").arg(name));
    if (file.open(QIODevice::ReadOnly))
        take(QStringLiteral("My") + name, QString::fromUtf8(file.readAll()));
}

void EditorModel::beginScript(const QString &name)
{
    edit(ScriptOrder::Kind::Read, name);
}

void EditorModel::fly()
{
    if (!isName(m_name))
        return answer(tr("A name is a letter, then letters, digits, _ and -."), true);
    edit(ScriptOrder::Kind::Save, m_name);
}

void EditorModel::goBack()
{
    edit(ScriptOrder::Kind::GoBack, m_name);
}

void EditorModel::edit(ScriptOrder::Kind kind, const QString &name)
{
    if (m_edit > 0)
        return;
    m_order = {kind, name, m_text.toUtf8(), {}};
    if (kind != ScriptOrder::Kind::Read && m_version.isEmpty())
        m_order.condition.isNoneOf = {"*"};
    else if (kind != ScriptOrder::Kind::Read)
        m_order.condition.isOneOf = {m_version};
    m_edit = ++m_request;
    Q_EMIT editWanted(m_edit, m_order);
}

void EditorModel::onEdited(quint64 request, const ScriptAnswer &script)
{
    if (request != m_edit)
        return;
    m_edit = 0;
    const QString name = m_order.name;
    if (script.status == preconditionFailed)
        return answer(
            tr("Somebody has changed %1 meanwhile. Choose it under \u201cStart from\u201d to see their "
               "text; undo brings yours back.")
                .arg(name),
            true);
    if (!script.problem.isEmpty())
        return answer(words::sentenceOf(script.problem), true);
    const bool isForeign = !script.readOnly.isEmpty();
    if (m_order.kind != ScriptOrder::Kind::Save)
        take((isForeign ? QStringLiteral("My") : QString()) + name, QString::fromUtf8(script.text));
    if (!isForeign)
        setVersion(script);
    if (m_order.kind == ScriptOrder::Kind::Read)
        return;
    answer(tr("%1 is saved.").arg(name));
    m_saved = name;
    m_isTried = false;
    Q_EMIT selectionWanted(name);
}

void EditorModel::setVersion(const ScriptAnswer &script)
{
    const auto at = std::ranges::find(script.versions, script.version, &ScriptVersion::version);
    m_version = script.version;
    m_canGoBack = script.versions.end() - at > 1;
    Q_EMIT versionChanged();
}

void EditorModel::previewSoon(std::chrono::milliseconds pause)
{
    if (m_open)
        m_pause.start(pause);
}

/// One at a time: what was typed meanwhile is flown afterwards.
void EditorModel::preview()
{
    if (!m_open || m_preview > 0)
        return;
    m_preview = ++m_request;
    m_flown = m_text;
    Q_EMIT previewWanted(m_preview, QStringLiteral("window"), m_text.toUtf8());
}

void EditorModel::onPreviewed(quint64 request, const ScriptPreview &preview)
{
    if (request != m_preview)
        return;
    m_preview = 0;
    if (!m_open)
        return;
    if (m_flown != m_text)
        return previewSoon(typingPause);
    if (preview.status == tooMany || preview.status == notNow)
        return previewSoon(busyPause);
    setPath(preview.path);
    const bool flies = preview.problem.isEmpty();
    if (m_answered && (flies || m_failed))
        return;
    if (flies)
        tell(tr("Flies like this for the next 20 seconds."));
    else
        tell(words::sentenceOf(preview.problem), true, preview.line);
}

void EditorModel::renew()
{
    if (!m_pause.isActive())
        previewSoon(0ms);
}

void EditorModel::setPath(const Track &path)
{
    if (std::exchange(m_path, path) != path)
        Q_EMIT pathChanged();
}

void EditorModel::tell(const QString &sentence, bool failed, int line)
{
    m_told = sentence;
    m_failed = failed;
    m_line = line;
    Q_EMIT toldChanged();
}

void EditorModel::answer(const QString &sentence, bool failed)
{
    tell(sentence, failed);
    m_answered = true;
}

void EditorModel::lookAtTrial(const ClusterView &view)
{
    const bool isFlown = !m_saved.isEmpty() && view.behavior == m_saved;
    const bool isOnTrial = isFlown && view.onTrial;
    if (isOnTrial == m_isTried)
        return;
    if (isFlown && m_answered && !m_failed)
        answer(
            (isOnTrial ? tr("%1 is saved, and on trial now.") : tr("%1 has passed its trial.")).arg(m_saved));
    m_isTried = isOnTrial;
    if (!isOnTrial)
        m_saved.clear();
}

void EditorModel::setView(const ClusterView &view)
{
    lookAtTrial(view);
    QStringList names;
    for (const BehaviorInfo &behavior : view.behaviors) {
        if (behavior.source == BehaviorSource::Script && isName(behavior.name))
            names.append(behavior.name);
    }
    if (std::exchange(m_scripts, names) != names)
        Q_EMIT scriptsChanged();
}

} // namespace everbounce
