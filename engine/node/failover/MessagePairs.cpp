// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/MessagePairs.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace everbounce {
namespace {

/// As many as a drawing can hold.
constexpr std::size_t mostPairs = 400;

using Key = std::tuple<NodeId, NodeId, Mark::Message, std::uint64_t>; ///< from, to

struct Ends
{
    std::vector<double> sent;
    std::vector<double> received;
};

MessagePair pairOf(const Key &key, std::optional<double> sent, std::optional<double> received)
{
    const auto &[from, to, message, number] = key;
    return {message, number, from, to, sent, received};
}

double timeOf(const MessagePair &pair)
{
    return pair.sent ? *pair.sent : pair.received.value_or(0);
}

/// Removes the sends that find their other end.
void pairOne(const Key &key, Ends ends, double doubt, std::vector<MessagePair> &pairs)
{
    std::ranges::sort(ends.sent);
    std::ranges::sort(ends.received);
    for (const double received : ends.received) {
        const auto after = std::ranges::upper_bound(ends.sent, received + doubt);
        if (after == ends.sent.begin()) {
            pairs.push_back(pairOf(key, std::nullopt, received));
            continue;
        }
        pairs.push_back(pairOf(key, *(after - 1), received));
        ends.sent.erase(after - 1);
    }
    for (const double sent : ends.sent)
        pairs.push_back(pairOf(key, sent, std::nullopt));
}

} // namespace

std::vector<MessagePair> pairMessages(const std::vector<FailoverPart> &parts, double begin, double end,
                                      double doubt)
{
    std::map<Key, Ends> all;
    for (const FailoverPart &part : parts) {
        for (const Mark &mark : part.change.marks) {
            if (mark.kind == Mark::Kind::Sent)
                all[{part.node, mark.peer, mark.message, mark.number}].sent.push_back(mark.tick);
            else if (mark.kind == Mark::Kind::Received)
                all[{mark.peer, part.node, mark.message, mark.number}].received.push_back(mark.tick);
        }
    }
    std::vector<MessagePair> pairs;
    for (const auto &[key, ends] : all)
        pairOne(key, ends, doubt, pairs);
    std::erase_if(pairs, [&](const MessagePair &pair) { return timeOf(pair) < begin || timeOf(pair) > end; });
    std::ranges::stable_sort(pairs, {}, timeOf);
    if (pairs.size() > mostPairs)
        pairs.resize(mostPairs);
    return pairs;
}

} // namespace everbounce
