// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/live/LinkNews.h"

#include <chrono>

namespace everbounce {

void LinkNews::update(const QList<LinkInfo> &links, Nanoseconds now)
{
    QMap<Ends, Figure> next;
    for (const LinkInfo &link : links) {
        Figure figure = m_links.value({link.a, link.b});
        const bool wasTold = figure.ms == figure.told;
        figure.ms = link.roundTripMs;
        if (wasTold && figure.ms != figure.told)
            figure.changedAt = now;
        next.insert({link.a, link.b}, figure);
    }
    m_links = next;
}

void LinkNews::catchUp()
{
    for (Figure &figure : m_links)
        figure.told = figure.ms;
}

QList<LinkInfo> LinkNews::told() const
{
    QList<LinkInfo> links;
    for (auto link = m_links.begin(); link != m_links.end(); ++link) {
        if (link->told > 0)
            links.append({link.key().first, link.key().second, link->told});
    }
    return links;
}

QMap<LinkNews::Ends, LinkNews::Figure>::iterator LinkNews::longestWaiting()
{
    auto longest = m_links.end();
    for (auto link = m_links.begin(); link != m_links.end(); ++link) {
        if (link->told != link->ms && (longest == m_links.end() || link->changedAt < longest->changedAt))
            longest = link;
    }
    return longest;
}

QList<LinkInfo> LinkNews::takeDue(Nanoseconds now)
{
    QList<LinkInfo> due;
    const auto tell = [&due](QMap<Ends, Figure>::iterator link) {
        link->told = link->ms;
        due.append({link.key().first, link.key().second, link->ms});
    };
    for (auto link = m_links.begin(); link != m_links.end(); ++link) {
        if (link->told == 0)
            tell(link);
    }
    if (const auto waiting = longestWaiting(); waiting != m_links.end() && m_pace.admits(now))
        tell(waiting);
    return due;
}

std::optional<Nanoseconds> LinkNews::untilDue(Nanoseconds now)
{
    if (longestWaiting() == m_links.end())
        return std::nullopt;
    m_pace.isFull(now); // looks at the time
    return std::chrono::ceil<Nanoseconds>(std::chrono::duration<double>(m_pace.wait()));
}

} // namespace everbounce
