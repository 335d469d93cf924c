// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/targets/Targets.h"
#include "tests/unit/web/RequestText.h"
#include "web/http/syntax/FrameCheck.h"

#include <algorithm>

namespace everbounce::fuzz {
namespace {

RequestReader readInPieces(const QByteArray &stream, qsizetype piece)
{
    RequestReader reader;
    for (qsizetype at = 0; at < stream.size();) {
        const qsizetype size = std::min(piece, stream.size() - at);
        const qsizetype taken = reader.take(QByteArrayView(stream).sliced(at, size));
        at += taken;
        if (taken < size)
            break;
    }
    return reader;
}

/// The frames that pass, each message in one.
QByteArray passed(const QByteArray &stream, qsizetype piece)
{
    FrameCheck check({}, Nanoseconds(0));
    QByteArray frames;
    for (qsizetype at = 0; at < stream.size() && !check.fault();) {
        const qsizetype size = std::min(piece, stream.size() - at);
        at += check.take(QByteArrayView(stream).sliced(at, size), Nanoseconds(0));
        if (check.isWhole())
            frames += check.takeFrame();
    }
    return frames;
}

} // namespace

void runRequest(const QByteArray &input)
{
    const RequestReader whole = readInPieces(input, std::max<qsizetype>(1, input.size()));
    const RequestReader parts = readInPieces(input, 1);
    promise(whole.isWhole() == parts.isWhole() && whole.fault().status == parts.fault().status,
            "a request is judged the same however it comes");
    if (!whole.isWhole())
        return;
    const QByteArray text = textOf(whole);
    promise(textOf(parts) == text && parts.isForwarded() == whole.isForwarded(),
            "a request is the same however it comes");
    const RequestReader again = readInPieces(text, text.size());
    promise(again.isWhole() && textOf(again) == text,
            "a request that was written down is read as it was written");
}

void runWebSocket(const QByteArray &input)
{
    const QByteArray frames = passed(input, std::max<qsizetype>(1, input.size()));
    promise(passed(input, 1) == frames, "frames are judged the same however they come");
    promise(passed(frames, std::max<qsizetype>(1, frames.size())) == frames, "what has passed passes again");
}

} // namespace everbounce::fuzz
