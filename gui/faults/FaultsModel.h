// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/behaviors/RowsModel.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The faults that a person may ask for; they change with the `language`, which says when to word them anew.
/// Roles: `name`, `brief` and `title`, `what` it does, what to `see` then, `seconds` it lasts (0: it has no
/// length) and `dangerous`, which needs three clicks.
class FaultsModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    /// Those of what the lease of this kind stands on are among them; empty: of none.
    Q_PROPERTY(QString breakable READ breakable WRITE setBreakable NOTIFY breakableChanged FINAL)
    Q_PROPERTY(QString language MEMBER m_language WRITE setLanguage NOTIFY languageChanged FINAL)
public:
    explicit FaultsModel(QObject *parent = nullptr);

    QString breakable() const { return m_breakable; }
    void setBreakable(const QString &breakable);
    void setLanguage(const QString &language);

Q_SIGNALS:
    void breakableChanged();
    void languageChanged();

private:
    void refresh();

    QString m_breakable;
    QString m_language;
};

} // namespace everbounce
