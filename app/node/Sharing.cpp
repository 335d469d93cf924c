// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/Sharing.h"

#include <QLoggingCategory>

#include <utility>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(sharingLog, "everbounce.sharing")

QString keyOf(const Options &options, const QString &name)
{
    return NodePaths(options, name).nodeAsFolder() + QLatin1String("/shared");
}

} // namespace

QString Sharing::listenOf(const Options &options, const QString &name)
{
    m_file = NodesFile(options);
    m_key = keyOf(options, name);
    if (options.listenGiven) {
        m_view.isOn = !options.scope().isLoopback();
        // A program that starts nodes hands its own choice on. Who keeps such a node can still close it.
        if (!options.lifeline)
            m_view.fixed = QStringLiteral("This node was started with --listen %1. Start it without that "
                                          "option to change it here.")
                               .arg(options.listen);
        return options.listen;
    }
    m_view.isOn = options.share.value_or(m_file.value(m_key).toBool());
    return m_view.isOn ? QStringLiteral("lan") : QStringLiteral("loopback");
}

void Sharing::share(quint64 request, bool on)
{
    if (on == m_view.isOn || !m_view.fixed.isEmpty())
        Q_EMIT shared(request, on == m_view.isOn ? QString() : m_view.fixed);
    else
        Q_EMIT wanted(request, on);
}

void Sharing::conclude(quint64 request, bool on, const QString &problem)
{
    if (problem.isEmpty())
        m_view.isOn = on;
    Q_EMIT changed(m_view);
    Q_EMIT shared(request, problem.isEmpty() ? m_file.set({{m_key, on}}) : problem);
}

void Sharing::setAddresses(const QList<QUrl> &addresses)
{
    m_view.addresses = addresses;
    Q_EMIT changed(m_view);
}

/// The choice moves along to the new name. Left under the former one, it would open the next node that takes
/// that name.
void Sharing::follow(const Options &options, const QString &name)
{
    const QString former = std::exchange(m_key, keyOf(options, name));
    if (options.listenGiven)
        return;
    const QVariant kept = m_view.isOn ? QVariant(true) : QVariant();
    if (const QString problem = m_file.set({{former, {}}, {m_key, kept}}); !problem.isEmpty())
        qCWarning(sharingLog).noquote() << problem;
}

} // namespace everbounce
