// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/Metrics.h"

#include "web/text/Number.h"

#include <algorithm>
#include <cmath>

namespace everbounce {
namespace {

constexpr char prefix[] = "everbounce_";

/// `inLabel`: quotation marks end a label's value.
QByteArray escaped(QByteArray text, bool inLabel)
{
    text.replace('\\', "\\\\").replace('\n', "\\n");
    return inLabel ? text.replace('"', "\\\"") : text;
}

QByteArray valueText(double value)
{
    if (std::isfinite(value))
        return shortestDecimal(value);
    if (std::isnan(value))
        return "NaN";
    return value > 0 ? "+Inf" : "-Inf";
}

QByteArray labelsText(const Metric &figure)
{
    QByteArrayList labels;
    for (const auto &[name, value] : figure.labels)
        labels.append(name + "=\"" + escaped(value.toUtf8(), true) + '"');
    return labels.isEmpty() ? QByteArray() : '{' + labels.join(',') + '}';
}

QByteArray heading(const Metric &figure)
{
    const QByteArray type = figure.type == Metric::Type::Counter ? "counter" : "gauge";
    return QByteArray("# HELP ") + prefix + figure.name + ' ' + escaped(figure.help, false) + "\n# TYPE " +
           prefix + figure.name + ' ' + type + '\n';
}

} // namespace

QByteArray metricsText(const QList<Metric> &figures)
{
    QList<Metric> sorted = figures;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Metric &one, const Metric &other) { return one.name < other.name; });
    QByteArray text;
    const QByteArray *name = nullptr;
    for (const Metric &figure : std::as_const(sorted)) {
        if (!name || *name != figure.name)
            text += heading(figure);
        text += prefix + figure.name + labelsText(figure) + ' ' + valueText(figure.value) + '\n';
        name = &figure.name;
    }
    return text;
}

} // namespace everbounce
