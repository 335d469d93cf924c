// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/etcd/core/StoreView.h"

#include "engine/base/Bounds.h"

#include <algorithm>
#include <charconv>

namespace everbounce::etcd {
namespace {

template<typename Number>
std::optional<Number> numberFrom(const std::string &text, int base)
{
    Number number = 0;
    const char *const end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data(), end, number, base);
    return error == std::errc() && last == end ? std::optional(number) : std::nullopt;
}

} // namespace

std::string toText(NodeId id)
{
    std::string text(16, '0');
    for (int digit = 0; digit < 16; ++digit)
        text[std::size_t(15 - digit)] = "0123456789abcdef"[(id.value >> (4 * digit)) & 15];
    return text;
}

NodeId nodeFromText(const std::string &text)
{
    const auto number = numberFrom<std::uint64_t>(text, 16);
    return number && text.size() == 16 ? NodeId{*number} : NodeId();
}

std::uint64_t StoreView::lastWritten() const
{
    std::uint64_t last = 0;
    for (const auto &[key, value] : m_keys)
        last = std::max(last, value.modRevision);
    return last;
}

void StoreView::take(const Snapshot &snapshot)
{
    // One of the same revision says the same, unless it is that of another history.
    if (snapshot.revision < m_revision)
        return;
    m_revision = snapshot.revision;
    m_keys.clear();
    for (const KeyValue &value : snapshot.all)
        m_keys[value.key] = value;
}

void StoreView::take(const std::vector<Event> &events)
{
    const std::uint64_t known = m_revision;
    for (const Event &event : events) {
        if (event.now.modRevision <= known)
            continue;
        m_revision = std::max(m_revision, event.now.modRevision);
        if (event.isErased)
            m_keys.erase(event.now.key);
        else
            m_keys[event.now.key] = event.now;
    }
}

const KeyValue *StoreView::find(const std::string &key) const
{
    const auto found = m_keys.find(key);
    return found == m_keys.end() ? nullptr : &found->second;
}

std::uint64_t StoreView::modRevision(const std::string &key) const
{
    const KeyValue *value = find(key);
    return value ? value->modRevision : 0;
}

std::optional<Holder> StoreView::holder() const
{
    const KeyValue *value = find(holderKey);
    return value ? std::optional(Holder{nodeFromText(value->value), value->modRevision, value->lease})
                 : std::nullopt;
}

std::uint64_t StoreView::base() const
{
    const KeyValue *value = find(baseKey);
    return value ? std::min(numberFrom<std::uint64_t>(value->value, 10).value_or(0), bounds::maxFirstCount)
                 : 0;
}

Lease StoreView::lease() const
{
    const auto now = holder();
    return now ? Lease{now->modRevision + base(), now->node} : Lease();
}

std::map<NodeId, Introduction> StoreView::nodes() const
{
    const std::string prefix = nodePrefix;
    std::map<NodeId, Introduction> nodes;
    for (auto at = m_keys.lower_bound(prefix); at != m_keys.end() && at->first.starts_with(prefix); ++at) {
        if (const NodeId node = nodeFromText(at->first.substr(prefix.size())))
            nodes[node] = {at->second.lease, at->second.value};
    }
    return nodes;
}

} // namespace everbounce::etcd
