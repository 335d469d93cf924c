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
    /// Those of etcd are among them.
    Q_PROPERTY(bool breaksEtcd READ breaksEtcd WRITE setBreaksEtcd NOTIFY breaksEtcdChanged FINAL)
    Q_PROPERTY(QString language MEMBER m_language WRITE setLanguage NOTIFY languageChanged FINAL)
public:
    explicit FaultsModel(QObject *parent = nullptr);

    bool breaksEtcd() const { return m_breaksEtcd; }
    void setBreaksEtcd(bool breaksEtcd);
    void setLanguage(const QString &language);

Q_SIGNALS:
    void breaksEtcdChanged();
    void languageChanged();

private:
    void refresh();

    bool m_breaksEtcd = false;
    QString m_language;
};

} // namespace everbounce
