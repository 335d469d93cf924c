// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/colors/NodeColors.h"

#include "engine/base/Printable.h"
#include "engine/cluster/link/MessageKeys.h"

#include <QCborArray>

#include <algorithm>

namespace everbounce {
namespace {

constexpr QLatin1String kColorList("list");
constexpr qsizetype maxColoredName = 96;

bool contains(const NodeColors::List &list, const QString &name)
{
    return std::any_of(list.begin(), list.end(), [&name](const auto &known) { return known.first == name; });
}

} // namespace

bool NodeColors::note(const QString &name)
{
    if (contains(m_list, name))
        return false;
    const int next = m_list.isEmpty() ? 0 : (m_list.last().second + 1) % colors;
    if (m_list.size() == most)
        m_list.removeFirst();
    m_list.append({name, next});
    return true;
}

QCborMap encodeColors(const NodeColors::List &list)
{
    QCborArray array;
    for (const auto &[name, color] : list)
        array.append(QCborArray{name, color});
    return {{kType, kColorsType}, {kColorList, array}};
}

NodeColors::List decodeColors(const QCborMap &message)
{
    NodeColors::List list;
    for (const QCborValue &item : message[kColorList].toArray()) {
        const QString name = printable(item[0].toString(), maxColoredName);
        const qint64 color = item[1].toInteger(-1);
        const bool isSound = color >= 0 && color < NodeColors::colors && !name.isEmpty();
        if (isSound && !contains(list, name) && list.size() < NodeColors::most)
            list.append({name, int(color)});
    }
    return list;
}

} // namespace everbounce
