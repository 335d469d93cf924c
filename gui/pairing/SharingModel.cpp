// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pairing/SharingModel.h"

#include "engine/viewer/words/SentenceWords.h"

namespace everbounce {

void SharingModel::attach(SharingInterface *sharing)
{
    // Both live on the main thread: the view is there before the window is.
    connect(sharing, &SharingInterface::changed, this, &SharingModel::take);
    connect(sharing, &SharingInterface::shared, this, &SharingModel::conclude);
    connect(sharing, &SharingInterface::linkMade, this, &SharingModel::takeLink);
    connect(this, &SharingModel::wanted, sharing, &SharingInterface::share);
    connect(this, &SharingModel::linkWanted, sharing, &SharingInterface::makeLink);
    sharing->requestView();
}

QString SharingModel::told() const
{
    const QString reached = tr("Open to this network. Anybody on it can watch at %1; commands need a token.")
                                .arg(m_view.addresses.value(0).toDisplayString());
    const QString told = !m_view.isOn    ? tr("Only this machine can open the page and join this cluster.")
                         : isReachable() ? reached
                                         : tr("Open to this network.");
    return isFixed() ? told + u' ' + words::sentenceOf(m_view.fixed) : told;
}

QString SharingModel::code() const
{
    return m_link.svg.isEmpty()
               ? QString()
               : QLatin1String("data:image/svg+xml;base64,") + QLatin1String(m_link.svg.toBase64());
}

QString SharingModel::linkTold() const
{
    if (!m_link.problem.isEmpty() || m_link.url.isEmpty())
        return words::sentenceOf(m_link.problem);
    if (m_role == QLatin1String("viewer"))
        return tr(
            "Opens the page once, to watch, within ten minutes. The phone then stays in for twelve hours.");
    if (m_role == QLatin1String("operator"))
        return tr(
            "Opens the page once, to command, within ten minutes. The phone then stays in for twelve hours.");
    return tr("Point the phone's camera at it. The phone must be in the same network.");
}

void SharingModel::share(bool on)
{
    if (m_sharing != 0)
        return;
    m_news.clear();
    m_sharing = ++m_request;
    Q_EMIT wanted(m_request, on);
    Q_EMIT changed();
}

void SharingModel::makeLink(const QString &role)
{
    m_role = role;
    m_link = {};
    Q_EMIT linkWanted(++m_request, role);
    Q_EMIT linkChanged();
}

void SharingModel::forgetLink()
{
    ++m_request; // one that is under way is not shown
    m_link = {};
    Q_EMIT linkChanged();
}

void SharingModel::take(const SharingView &view)
{
    m_isAvailable = true;
    m_view = view;
    Q_EMIT changed();
}

/// Pages of this node ask as well, under other numbers.
void SharingModel::conclude(quint64 request, const QString &problem)
{
    if (request != m_sharing)
        return;
    m_sharing = 0;
    m_news = words::sentenceOf(problem);
    Q_EMIT changed();
}

void SharingModel::takeLink(quint64 request, const PageLink &link)
{
    if (request != m_request)
        return;
    m_link = link;
    Q_EMIT linkChanged();
}

} // namespace everbounce
