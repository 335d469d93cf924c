// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/FailoverWords.h"

#include <array>

namespace everbounce {
namespace {

/// `sentence`: %1 is the node, %2 the other one, %3 the number.
struct Words
{
    const char *name;
    const char *sentence;
};

/// In the order of Mark::Kind.
constexpr std::array<Words, 15> kinds{{
    {"link-closed", "The link between %1 and %2 closes."},
    {"peer-gone", "%1 finds that %2 has ended."},
    {"peer-lost", "%1 has lost %2."},
    {"silent", "%1 hears nothing from %2."},
    {"heard", "%1 hears %2 again."},
    {"sent", ""},
    {"received", ""},
    {"held", "%1 holds the lease, under term %3."},
    {"stopped", "%1 no longer acts as the holder."},
    {"followed", "%1 follows %2 under term %3."},
    {"engine-asked", "%1 asks its engine for the next piece of the flight."},
    {"engine-answered", "The engine of %1 answers."},
    {"engine-lost", "%1 loses its engine, and the spare takes over."},
    {"published", "%1 publishes the flight (revision %3)."},
    {"shown", "%1 shows the flight of %2 (revision %3)."},
}};
static_assert(kinds.size() == std::size_t(Mark::Kind::Shown) + 1);

/// In the order of Mark::Message.
constexpr std::array<Words, 9> messages{{
    {"none", ""},
    {"renewal", "%1 renews its lease with %2."},
    {"lost", "%1 tells %2 that its link to the holder has closed."},
    {"ask", "%1 asks %2 what it knows."},
    {"known", "%1 tells %2 what it knows."},
    {"claim", "%1 asks %2 for its vote, for term %3."},
    {"vote", "%1 votes for %2, for term %3."},
    {"handover", "%1 hands the lease over to %2."},
    {"record", "%1 sends %2 its record (revision %3)."},
}};
static_assert(messages.size() == std::size_t(Mark::Message::Record) + 1);

/// Not all sentences name all three, and a name may hold a "%2".
QString filled(const char *sentence, const QString &node, const QString &other, std::uint64_t number)
{
    QString text;
    for (const char *at = sentence; *at; ++at) {
        if (*at != '%')
            text += QLatin1Char(*at);
        else if (const char which = *++at; which == '3')
            text += QString::number(number);
        else
            text += which == '1' ? node : other;
    }
    return text;
}

/// To a tenth of a millisecond, or of a second from a second on.
QString inWords(double ms)
{
    return ms < 1000 ? QStringLiteral("%1 ms").arg(ms, 0, 'f', 1)
                     : QStringLiteral("%1 s").arg(ms / 1000, 0, 'f', 1);
}

/// %1 had the lease before, %2 has it now.
QString beginningOf(const QString &cause)
{
    if (cause == QLatin1String("ended"))
        return QStringLiteral("%1 ended, and %2 took over.");
    if (cause == QLatin1String("silent"))
        return QStringLiteral("%1 fell silent, and %2 took over.");
    if (cause == QLatin1String("handed over"))
        return QStringLiteral("%1 handed the lease over to %2.");
    if (cause == QLatin1String("met"))
        return QStringLiteral("Two sides met, and %1 gave way to %2, whose term is higher.");
    return QStringLiteral("%2 took over from %1.");
}

/// The lease of a holder that fell silent has been running out already when a node notices.
QLatin1String originOf(const QString &cause)
{
    return cause == QLatin1String("handed over") ? QLatin1String("the handover")
           : cause == QLatin1String("met")       ? QLatin1String("when they met")
                                                 : QLatin1String("when a node noticed");
}

/// The last step, if it is not the only one, begins with "and".
QStringList stepsOf(const FailoverView &view)
{
    QStringList steps;
    const auto add = [&steps](const char *what, const std::optional<double> &ms) {
        if (ms)
            steps << QString::fromLatin1(what).arg(inWords(*ms));
    };
    // What a store commits may be shown before its publisher hears so.
    const bool isShownFirst = view.track && view.shown && *view.shown < *view.track;
    add("it held the lease after %1", view.held);
    if (!isShownFirst)
        add(view.shown ? "published its first piece of the flight after %1"
                       : "and published its first piece of the flight after %1",
            view.track);
    const bool isFirst = steps.isEmpty();
    if (isShownFirst)
        add(isFirst ? "every node showed its first piece of the flight after %1"
                    : "and every node showed its first piece of the flight after %1",
            view.shown);
    else
        add(isFirst ? "every node showed it after %1" : "and every node showed it after %1", view.shown);
    return steps;
}

} // namespace

QString kindName(Mark::Kind kind)
{
    return QString::fromLatin1(kinds[std::size_t(kind)].name);
}

QString messageName(Mark::Message message)
{
    return QString::fromLatin1(messages[std::size_t(message)].name);
}

QString sentenceOf(const Mark &mark, NodeId node, const NameOf &nameOf)
{
    return filled(kinds[std::size_t(mark.kind)].sentence, nameOf(node),
                  mark.peer ? nameOf(mark.peer) : QString(), mark.number);
}

QString sentenceOf(const MessagePair &pair, const NameOf &nameOf)
{
    return filled(messages[std::size_t(pair.message)].sentence, nameOf(pair.from), nameOf(pair.to),
                  pair.number);
}

QString headlineOf(const FailoverView &view)
{
    const FailoverSummary &summary = view.summary;
    QString text = beginningOf(view.cause).arg(summary.from, summary.to);
    const QStringList steps = stepsOf(view);
    if (!steps.isEmpty())
        text += QStringLiteral(" Counted from %1, %2.")
                    .arg(originOf(view.cause), steps.join(QStringLiteral(", ")));
    if (view.ahead)
        text += QStringLiteral(" Viewers had %1 of flight left.").arg(inWords(*view.ahead));
    return text;
}

} // namespace everbounce
