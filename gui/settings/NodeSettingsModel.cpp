// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings/NodeSettingsModel.h"

namespace everbounce {

void NodeSettingsModel::attach(SettingsInterface *settings)
{
    // Both live on the main thread: the view is there before the window is.
    connect(settings, &SettingsInterface::changed, this, &NodeSettingsModel::take);
    connect(settings, &SettingsInterface::concluded, name, &SettingField::conclude);
    connect(settings, &SettingsInterface::concluded, port, &SettingField::conclude);
    connect(name, &SettingField::wanted, settings, &SettingsInterface::setName);
    connect(port, &SettingField::wanted, settings, &SettingsInterface::setPort);
    settings->requestView();
}

void NodeSettingsModel::take(const NodeSettingsView &view)
{
    name->take(view.name, view.isOthers, view.nameIsBusy);
    port->take(view.port, view.isOthers, view.portIsBusy);
    if (!m_isAvailable) {
        m_isAvailable = true;
        Q_EMIT availableChanged();
    }
}

void NodeSettingsModel::retranslate()
{
    name->retranslate();
    port->retranslate();
}

} // namespace everbounce
