// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/BehaviorName.h"
#include "engine/ball/behaviors/PluginMetadata.h"
#include "engine/ball/behaviors/exchange/ScriptMessages.h"
#include "tests/fuzz/targets/Targets.h"

#include <QFile>
#include <QTemporaryDir>

namespace everbounce::fuzz {

/// The first line is the name, the rest is the text.
void runScript(const QByteArray &input)
{
    const qsizetype end = std::max<qsizetype>(input.indexOf('\n'), 0);
    const QString name = QString::fromUtf8(input.left(end));
    const QByteArray source = input.mid(end + 1);
    if (!isBehaviorName(name) || isReservedName(name) || !problemOfScript(source).isEmpty())
        return;
    const ScriptText script = makeScript(name, source);
    const auto sent = decodeScriptMessage(encodeScriptMessage(ScriptHanded{script.ref, source}));
    const auto *const handed = sent ? std::get_if<ScriptHanded>(&*sent) : nullptr;
    promise(handed && handed->ref == script.ref && handed->source == source, "a script can be sent");
}

void runPlugin(const QByteArray &input)
{
    static const QTemporaryDir directory;
    static int number = 0; // Qt keeps what it knows of a path
    const QString path = directory.filePath(QStringLiteral("p%1.so").arg(number++));
    {
        QFile file(path);
        promise(file.open(QIODevice::WriteOnly) && file.write(input) == input.size(),
                "there is room in /tmp");
    }
    const PluginMetadata metadata = readPluginMetadata(path);
    QFile::remove(path);
    promise(!metadata.isBehavior || isBehaviorName(metadata.name),
            "a plugin that is listed has a valid name");
    promise(metadata.isBehavior || !metadata.problem.isEmpty(), "a file that is no plugin has a problem");
}

} // namespace everbounce::fuzz
