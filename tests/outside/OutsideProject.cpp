// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/outside/OutsideProject.h"

#include <QDir>
#include <QProcess>

namespace everbounce {
namespace {

/// Runs CMake to its end; gives what it said where it failed.
QByteArray cmake(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(TEST_CMAKE), arguments);
    if (!process.waitForFinished(110'000) || process.exitCode() != 0)
        return "cmake " + arguments.join(u' ').toUtf8() + "\n" + process.readAll();
    return {};
}

} // namespace

QByteArray OutsideProject::install(const QString &component)
{
    return cmake({QStringLiteral("--install"), QStringLiteral(TEST_BUILD), QStringLiteral("--prefix"),
                  prefix(), QStringLiteral("--component"), component});
}

QByteArray OutsideProject::build(const QString &source)
{
    // By what built this: a machine may have Ninja and no make, which is CMake's first choice.
    const QByteArray problem =
        cmake({QStringLiteral("-G"), QStringLiteral(TEST_GENERATOR),
               QStringLiteral("-DCMAKE_MAKE_PROGRAM=" TEST_MAKE), QStringLiteral("-S"),
               QDir(prefix()).absoluteFilePath(source), QStringLiteral("-B"),
               m_root.filePath(QStringLiteral("build")), QStringLiteral("-DCMAKE_PREFIX_PATH=") + prefix(),
               QStringLiteral("-DCMAKE_CXX_COMPILER=" TEST_COMPILER)});
    return problem.isEmpty() ? cmake({QStringLiteral("--build"), m_root.filePath(QStringLiteral("build"))})
                             : problem;
}

} // namespace everbounce
