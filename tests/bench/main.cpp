// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Parts.h"
#include "tests/cluster/harness/Wait.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QSaveFile>
#include <QTextStream>

using namespace everbounce::bench;

namespace {

struct Part
{
    const char *name;
    QList<Figure> (*measure)(const Extent &extent);
};

constexpr Part allParts[] = {{"failover", measureFailover},
                             {"engine", measureEngineCrash},
                             {"feed", measureFeed},
                             {"node", measureNode},
                             {"start", measureStart}};

bool writeJson(const QString &fileName, const QJsonObject &object)
{
    QSaveFile file(fileName);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(object).toJson()) > 0 && file.commit();
}

QString inWords(const QJsonObject &on)
{
    const auto text = [&](const char *name) { return on.value(QLatin1String(name)).toVariant().toString(); };
    return QStringLiteral("%1 cores of %2, Linux %3, Qt %4, load %5 before")
        .arg(text("cores"), text("processor"), text("kernel"), text("qt"), text("load"));
}

int fail(int status, const QString &sentence)
{
    QTextStream(stderr) << sentence << '\n';
    return status;
}

QStringList partNames()
{
    QStringList names;
    for (const Part &part : allParts)
        names << QString::fromLatin1(part.name);
    return names;
}

QList<Figure> measure(const QStringList &wanted, const Extent &extent)
{
    QList<Figure> figures;
    for (const Part &part : allParts) {
        if (!wanted.isEmpty() && !wanted.contains(QLatin1String(part.name)))
            continue;
        QTextStream(stderr) << "Measuring: " << part.name << '\n';
        figures += part.measure(extent);
    }
    return figures;
}

} // namespace

namespace everbounce::bench {

void require(bool happened, const char *what)
{
    if (!happened)
        throw Failure(what);
}

void rest(std::chrono::milliseconds time)
{
    harness::waitUntil([] { return false; }, time);
}

} // namespace everbounce::bench

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Measures what a cluster of nodes on this machine does, and judges nothing."));
    parser.addPositionalArgument(QStringLiteral("part"), partNames().join(u' '), QStringLiteral("[part...]"));
    parser.addOption({QStringLiteral("json"), QStringLiteral("Where all samples are written."),
                      QStringLiteral("FILE"), QStringLiteral("bench.json")});
    parser.addOption(
        {QStringLiteral("quick"), QStringLiteral("Few rounds: shows no more than that it works.")});
    parser.addHelpOption();
    parser.process(application);
    for (const QString &wanted : parser.positionalArguments())
        if (!partNames().contains(wanted))
            return fail(2, QStringLiteral("There is no part '%1'; there are %2.")
                               .arg(wanted, partNames().join(QLatin1String(", "))));
    const QJsonObject on = machine();
    try {
        const QList<Figure> figures = measure(
            parser.positionalArguments(), parser.isSet(QStringLiteral("quick")) ? Extent::quick() : Extent());
        QTextStream(stdout) << table(figures) << inWords(on) << '\n';
        const QString fileName = parser.value(QStringLiteral("json"));
        if (!writeJson(fileName, toJson(figures, on)))
            return fail(1, QStringLiteral("The file %1 cannot be written.").arg(fileName));
    } catch (const Failure &failure) {
        return fail(1, QStringLiteral("Not measured: %1.").arg(QString::fromUtf8(failure.what())));
    }
    return 0;
}
