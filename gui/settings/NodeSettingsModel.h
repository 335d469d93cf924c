// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/settings/SettingField.h"

namespace everbounce {

/// What people may choose for the node of their window, for QML. Lives on the main thread.
class NodeSettingsModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with the window.")
    /// There is a node with such settings.
    Q_PROPERTY(bool available MEMBER m_isAvailable NOTIFY availableChanged FINAL)
    Q_PROPERTY(everbounce::SettingField *name MEMBER name CONSTANT FINAL)
    Q_PROPERTY(everbounce::SettingField *port MEMBER port CONSTANT FINAL)
public:
    using QObject::QObject;

    /// From now on.
    void attach(SettingsInterface *settings);

    void retranslate();

    SettingField *const name = new SettingField(SettingField::Kind::Name, this);
    SettingField *const port = new SettingField(SettingField::Kind::Port, this);

Q_SIGNALS:
    void availableChanged();

private:
    void take(const everbounce::NodeSettingsView &view);

    bool m_isAvailable = false;
};

} // namespace everbounce
