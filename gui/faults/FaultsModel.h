// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/behaviors/RowsModel.h"

#include <QtQml/qqmlregistration.h>

namespace everbounce {

/// The faults that a person may ask for. Roles: `name`, `brief` and `title`, `what` it does,
/// what to `see` then, `seconds` it lasts (0: it has no length) and `dangerous`, which needs three clicks.
class FaultsModel : public RowsModel
{
    Q_OBJECT
    QML_ELEMENT
    /// Those of etcd are among them.
    Q_PROPERTY(bool breaksEtcd READ breaksEtcd WRITE setBreaksEtcd NOTIFY breaksEtcdChanged FINAL)
public:
    explicit FaultsModel(QObject *parent = nullptr);

    bool breaksEtcd() const { return m_breaksEtcd; }
    void setBreaksEtcd(bool breaksEtcd);

Q_SIGNALS:
    void breaksEtcdChanged();

private:
    void list();

    bool m_breaksEtcd = false;
};

} // namespace everbounce
