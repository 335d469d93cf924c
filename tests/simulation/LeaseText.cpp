// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/LeaseText.h"

#include <cstdio>

namespace everbounce {

namespace {

/// Writes each body as one phrase.
struct BodyText
{
    const NodeNaming &name;

    std::string operator()(const Renewal &m) const { return "renewal " + toText(m.lease, name); }
    std::string operator()(const Lost &m) const
    {
        const std::string text = (m.answer ? "lost too " : "lost ") + toText(m.lease, name);
        return m.vote ? text + ", vote " + toText(m.vote, name) : text;
    }
    std::string operator()(const Ask &m) const { return "ask #" + std::to_string(m.nonce); }
    std::string operator()(const Known &m) const
    {
        std::string text = "known " + toText(m.lease, name);
        if (m.nonce)
            text += " #" + std::to_string(m.nonce);
        return m.remaining > Duration(0) ? text + " for " + toText(m.remaining) : text;
    }
    std::string operator()(const Claim &m) const { return "claim " + toText(m.lease, name); }
    std::string operator()(const Vote &m) const { return "vote " + toText(m.lease, name); }
    std::string operator()(const Handover &m) const { return "handover of " + toText(m.from, name); }
};

} // namespace

std::string toText(const Lease &lease, const NodeNaming &name)
{
    if (!lease)
        return "none";
    return '(' + std::to_string(lease.term) + ", " + name(lease.holder) + ')';
}

std::string toText(const LeaseMessage &message, const NodeNaming &name)
{
    return std::visit(BodyText{name}, message.body);
}

std::string toText(Duration duration)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.1f ms", double(duration.count()) / 1e6);
    return text;
}

} // namespace everbounce
