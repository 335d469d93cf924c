// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/TrafficFigures.h"

namespace everbounce {

QList<Metric> trafficFigures(const SentCounts &sent)
{
    QList<Metric> figures;
    const auto add = [&](const char *name, const char *help, const QString &type, quint64 value) {
        figures << Metric{name, help, Metric::Type::Counter, {{"type", type}}, double(value)};
    };
    for (auto count = sent.begin(); count != sent.end(); ++count) {
        add("link_messages_sent_total", "Messages to other nodes.", count.key(), count->messages);
        add("link_bytes_sent_total", "Bytes of those messages, before they are framed and encrypted.",
            count.key(), count->bytes);
    }
    return figures;
}

} // namespace everbounce
