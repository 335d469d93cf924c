// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/failover/FailoverNames.h"

#include "engine/base/Printable.h"
#include "engine/base/cbor/CborNumbers.h"
#include "engine/node/view/SettingRules.h"

#include <algorithm>

namespace everbounce {

/// More nodes than the records of 20 changes tell of in the largest clusters.
constexpr qsizetype mostNames = 1'000;

QCborArray namesIn(const std::vector<Change> &changes, const NodeNames &names)
{
    std::set<NodeId> nodes;
    for (const Change &change : changes) {
        nodes.insert({change.from.holder, change.to.holder});
        for (const Mark &mark : change.marks)
            nodes.insert(mark.peer);
    }
    QCborArray list;
    for (const NodeId node : nodes) {
        if (names.knows(node) && list.size() < mostNames)
            list.append(QCborArray{encodeNodeId(node), names.of(node)});
    }
    return list;
}

void learnNames(const QCborArray &list, NodeNames &names)
{
    for (qsizetype i = 0; i < std::min(list.size(), mostNames); ++i) {
        const QCborArray entry = list[i].toArray();
        const auto node = decodeNodeId(entry[0]);
        const QString name = printable(entry[1].toString(), longestNodeName);
        if (node && !name.isEmpty() && !names.knows(*node))
            names.note(*node, name);
    }
}

} // namespace everbounce
