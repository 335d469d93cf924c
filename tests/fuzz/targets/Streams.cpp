// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/FrameReader.h"
#include "tests/fuzz/targets/Targets.h"
#include "web/api/commands/CommandText.h"

#include <algorithm>

namespace everbounce::fuzz {

/// The first byte says in pieces of which length the others come.
void runFrames(const QByteArray &input)
{
    if (input.isEmpty())
        return;
    constexpr qsizetype cap = 200;
    const qsizetype piece = 1 + quint8(input[0]);
    FrameReader reader(cap);
    QByteArray again;
    for (qsizetype at = 1; at < input.size(); at += piece) {
        reader.append(input.mid(at, piece));
        while (const auto frame = reader.next()) {
            promise(!reader.failed() && frame->size() <= cap, "a frame is within the cap");
            again += framed(*frame);
        }
        promise(input.mid(1).startsWith(again), "frames are what came");
    }
}

namespace {

void checkCommand(const Read<Command> &read)
{
    if (const auto *const command = std::get_if<Command>(&read)) {
        const auto length = command->fault.duration;
        promise(command->behavior.size() <= maxBehaviorNameLength, "a behaviour's name is within its cap");
        promise(length >= std::chrono::milliseconds(0) && length <= longestFault,
                "a fault is within its cap");
        return;
    }
    const auto &refusal = std::get<CommandResult>(read);
    promise(!refusal.ok && refusal.status >= 400 && refusal.status < 500, "a refusal is the sender's");
    promise(!refusal.problem.isEmpty() && refusal.problem.size() < 1000, "a refusal is a sentence");
}

} // namespace

void runCommand(const QByteArray &input)
{
    static const QList<NodeInfo> nodes = [] {
        NodeInfo first;
        first.id = {1};
        first.name = QStringLiteral("first");
        return QList<NodeInfo>{first};
    }();
    const Read<QJsonObject> object = readObject(input);
    const auto *const read = std::get_if<QJsonObject>(&object);
    if (!read)
        return;
    checkCommand(readBehavior(*read));
    checkCommand(readFault(*read, nodes));
    checkCommand(readMessage(*read, nodes));
    const auto name = readName(read->value(QLatin1String("id")));
    promise(!name || (!name->json.contains('\n') && name->text.size() <= 64), "a command's name is one line");
}

} // namespace everbounce::fuzz
