// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/Version.h"
#include "tests/bench/Parts.h"
#include "tests/bench/report/Archive.h"
#include "tests/bench/report/Machine.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QTextStream>

#include <algorithm>

using namespace everbounce::bench;
using namespace std::chrono_literals;

namespace {

/// In the order of the page.
const Part *const allParts[] = {
    &failoverPart,   &shortLeasePart,   &coordinationPart,     &enginePart, &feedPart,   &nodePart,
    &startPart,      &interruptionPart, &etcdInterruptionPart, &fanoutPart, &floodsPart, &growthPart,
    &simulationPart, &peersPart};

QStringList partNames()
{
    QStringList names;
    for (const Part *part : allParts)
        names << QString::fromLatin1(part->name);
    return names;
}

int fail(int status, const QString &sentence)
{
    QTextStream(stderr) << sentence << '\n';
    return status;
}

Report measure(const Part &part, const Extent &extent)
{
    Report report;
    report.name = QString::fromLatin1(part.name);
    report.title = QString::fromUtf8(part.title);
    report.how = QString::fromUtf8(part.how);
    report.version = QStringLiteral(EVERBOUNCE_VERSION);
    report.at = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    report.machine = machine();
    report.busyBefore = busyShare(2s);
    QElapsedTimer timer;
    timer.start();
    report.result = part.measure(extent);
    report.seconds = double(timer.elapsed()) / 1000;
    report.busyAfter = busyShare(2s);
    return report;
}

/// Whether it could be measured and kept. What went wrong with one part is no reason not to measure the
/// others.
bool measureAndKeep(const Part &part, const Extent &extent, const Archive &archive)
{
    QTextStream(stderr) << "Measuring: " << part.name << '\n';
    try {
        const Report report = measure(part, extent);
        QTextStream(stdout) << toText(report) << '\n';
        return archive.keep(report) ||
               fail(0, QStringLiteral("The file %1 cannot be written.").arg(archive.fileOf(report.name)));
    } catch (const Failure &failure) {
        return fail(0, QStringLiteral("Not measured, %1: %2.")
                           .arg(QLatin1String(part.name), QString::fromUtf8(failure.what())));
    }
}

int measureAll(const QStringList &wanted, const Extent &extent, const Archive &archive)
{
    bool ok = true;
    for (const Part *part : allParts)
        if (wanted.isEmpty() || wanted.contains(QLatin1String(part->name)))
            ok = measureAndKeep(*part, extent, archive) && ok;
    if (!archive.writePage(partNames()))
        return fail(1, QStringLiteral("The file %1 cannot be written.").arg(archive.page()));
    return ok ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Measures what a cluster of nodes on this machine does, and judges nothing."));
    parser.addPositionalArgument(QStringLiteral("part"), partNames().join(u' '), QStringLiteral("[part...]"));
    parser.addOption({QStringLiteral("out"),
                      QStringLiteral("Where the samples of each part are kept; the page is DIR.md."),
                      QStringLiteral("DIR"), QStringLiteral("benchmarks")});
    parser.addOption(
        {QStringLiteral("quick"), QStringLiteral("Few rounds: shows no more than that it works.")});
    parser.addHelpOption();
    parser.process(application);
    const QStringList wanted = parser.positionalArguments();
    for (const QString &part : wanted)
        if (!partNames().contains(part))
            return fail(2, QStringLiteral("There is no part '%1'; there are %2.")
                               .arg(part, partNames().join(QLatin1String(", "))));
    const bool isQuick = parser.isSet(QStringLiteral("quick"));
    if (isQuick)
        shortenRests(5);
    return measureAll(wanted, isQuick ? Extent::quick() : Extent(),
                      Archive(parser.value(QStringLiteral("out"))));
}
