// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/tokens/EndedSessions.h"

#include <algorithm>

namespace everbounce {
namespace {

/// Removes from the lists that are kept for each token whatever is over, and the lists that are empty then.
template<typename OfTokens, typename Predicate>
void eraseWhere(OfTokens &all, const Predicate &isOver)
{
    for (auto &token : all)
        std::erase_if(token.second, [&](const auto &session) { return isOver(session.second); });
    std::erase_if(all, [](const auto &token) { return token.second.empty(); });
}

} // namespace

bool EndedSessions::begin(const Session &session, const Origin &from, qint64 now)
{
    forgetOld(now);
    auto &begun = m_begun[session.token];
    const auto fromThere = std::count_if(begun.begin(), begun.end(),
                                         [&](const auto &other) { return other.second.from == from; });
    if (begun.size() >= mostBegun || std::size_t(fromThere) >= mostFromOne)
        return false;
    begun[session.number] = {from, session.last};
    return true;
}

bool EndedSessions::end(const Session &session, qint64 now)
{
    forgetOld(now);
    if (!m_ended.contains(session.token) && m_ended.size() >= mostTokens)
        return false;
    auto &ended = m_ended[session.token];
    if (ended.size() >= mostEnded && !ended.contains(session.number))
        return false;
    ended[session.number] = session.last; // until then there are passes for it
    if (const auto begun = m_begun.find(session.token); begun != m_begun.end())
        begun->second.erase(session.number);
    return true;
}

bool EndedSessions::hasEnded(const Session &session) const
{
    const auto token = m_ended.find(session.token);
    return token != m_ended.end() && token->second.contains(session.number);
}

void EndedSessions::forgetBegun(const std::function<bool(const QByteArray &)> &isKept)
{
    std::erase_if(m_begun, [&](const auto &token) { return !isKept(token.first); });
}

void EndedSessions::forgetOld(qint64 now)
{
    eraseWhere(m_begun, [now](const Begun &session) { return session.last <= now; });
    eraseWhere(m_ended, [now](qint64 last) { return last <= now; });
}

} // namespace everbounce
