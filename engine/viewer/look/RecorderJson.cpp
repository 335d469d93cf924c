// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/viewer/look/RecorderJson.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

/// Of one time.
class Writer
{
public:
    Writer(const RecordedSpan &span, const FlightRecorder &names)
        : m_span(span)
        , m_names(names)
    {
    }

    double ago(double at) const { return std::round((m_span.to - at) * 10) / 10 + 0.0; } // no −0
    QString name(NodeId node) const { return m_names.nameOf(node); }

    /// With the time that something lasted, as far as it is in that time.
    QJsonObject spanning(QJsonObject object, double from, double to) const
    {
        object.insert(QStringLiteral("from_ms_ago"), ago(std::max(from, m_span.from)));
        object.insert(QStringLiteral("to_ms_ago"), ago(to));
        return object;
    }

    template<typename Things, typename Write>
    static QJsonArray all(const Things &things, Write write)
    {
        QJsonArray array;
        for (const auto &thing : things)
            array.append(write(thing));
        return array;
    }

private:
    const RecordedSpan &m_span;
    const FlightRecorder &m_names;
};

} // namespace

QJsonObject recorderJson(const RecordedSpan &span, const FlightRecorder &names, qint64 until)
{
    const Writer to(span, names);
    const QString node = QStringLiteral("node");
    const QString ago = QStringLiteral("ms_ago");
    return {
        {QStringLiteral("until"), QDateTime::fromMSecsSinceEpoch(until).toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("leases"), to.all(span.bands,
                                          [&](const RecordedSpan::Band &band) {
                                              return to.spanning(
                                                  {{node, to.name(band.node)},
                                                   {QStringLiteral("term"), qint64(band.term)}},
                                                  band.from, band.to);
                                          })},
        {QStringLiteral("gaps"),
         to.all(span.gaps,
                [&](const RecordedSpan::Gap &gap) {
                    return to.spanning({{QStringLiteral("ms"), gap.length()}}, gap.from, gap.to);
                })},
        {QStringLiteral("faults"), to.all(span.faults,
                                          [&](const RecordedSpan::Injected &fault) {
                                              return to.spanning({{QStringLiteral("fault"), fault.fault},
                                                                  {node, to.name(fault.node)}},
                                                                 fault.at, fault.to);
                                          })},
        {QStringLiteral("engine"),
         to.all(span.engine,
                [&](const RecordedSpan::EngineMark &mark) {
                    return QJsonObject{{ago, to.ago(mark.at)},
                                       {QStringLiteral("what"),
                                        mark.lost ? QStringLiteral("lost") : QStringLiteral("took over")},
                                       {node, to.name(mark.node)}};
                })},
        {QStringLiteral("stalls"), to.all(span.stalls, [&](const RecordedSpan::Stall &stall) {
             return QJsonObject{{ago, to.ago(stall.at)}, {QStringLiteral("ms"), stall.ms}};
         })}};
}

} // namespace everbounce
