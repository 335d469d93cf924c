// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/faults/FaultsModel.h"

#include "engine/viewer/words/FaultWords.h"

#include <utility>

namespace everbounce {

FaultsModel::FaultsModel(QObject *parent)
    : RowsModel({"name", "brief", "title", "what", "see", "seconds", "dangerous"}, parent)
{
    refresh();
}

void FaultsModel::setBreakable(const QString &breakable)
{
    if (std::exchange(m_breakable, breakable) == breakable)
        return;
    refresh();
    Q_EMIT breakableChanged();
}

void FaultsModel::setLanguage(const QString &language)
{
    m_language = language;
    refresh();
    Q_EMIT languageChanged();
}

void FaultsModel::refresh()
{
    QList<Row> rows;
    for (const FaultInfo &fault : offeredFaults(true, m_breakable)) {
        const QString name = QString::fromUtf8(fault.name);
        rows.append({name,
                     {name, words::briefOf(fault), words::titleOf(fault), words::whatOf(fault),
                      words::seeOf(fault), fault.seconds.value_or(0), fault.dangerous}});
    }
    show(rows);
}

} // namespace everbounce
