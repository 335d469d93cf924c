// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/cbor/Cbor.h"
#include "tests/fuzz/Examples.h"
#include "tests/fuzz/targets/Targets.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace everbounce::fuzz {
namespace {

using Names = std::initializer_list<std::string_view>;

std::vector<Format> formatsOf(Names names)
{
    std::vector<Format> wanted;
    for (const Format &format : allFormats()) {
        if (std::find(names.begin(), names.end(), format.name) != names.end())
            wanted.push_back(format);
    }
    return wanted;
}

/// The first byte says in which format to read the others. What is accepted is written, read and written
/// again: it holds no more than the format says, and what one node accepts the next one accepts too.
void runAnyOf(const std::vector<Format> &formats, const QByteArray &input)
{
    if (input.isEmpty())
        return;
    const Format &format = formats[std::size_t(quint8(input[0])) % formats.size()];
    const auto first = format.recoded(parsedCbor(input.mid(1)));
    if (!first)
        return;
    const auto second = format.recoded(*first);
    promise(second.has_value(), "what was accepted and written again is accepted");
    promise(first->toCbor() == second->toCbor(), "what was accepted is written in one way");
}

} // namespace

void runRecord(const QByteArray &input)
{
    static const auto formats = formatsOf({"state", "box", "track", "record"});
    runAnyOf(formats, input);
}

void runLinkMessage(const QByteArray &input)
{
    static const auto formats = formatsOf({"lease", "script", "hello", "peers", "neighbours", "relay"});
    runAnyOf(formats, input);
}

void runEngineMessage(const QByteArray &input)
{
    static const auto formats = formatsOf({"request", "reply"});
    runAnyOf(formats, input);
}

} // namespace everbounce::fuzz
