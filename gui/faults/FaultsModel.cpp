// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/faults/FaultsModel.h"

#include "engine/viewer/look/FaultWords.h"

namespace everbounce {

FaultsModel::FaultsModel(QObject *parent)
    : RowsModel({"name", "brief", "title", "what", "see", "seconds", "dangerous"}, parent)
{
    QList<Row> rows;
    for (const FaultInfo &fault : allFaults()) {
        const QString name = QString::fromUtf8(fault.name);
        rows.append({name,
                     {name, words::briefOf(fault.fault), words::titleOf(fault), words::whatOf(fault),
                      words::seeOf(fault), fault.seconds.value_or(0), fault.dangerous}});
    }
    show(rows);
}

} // namespace everbounce
