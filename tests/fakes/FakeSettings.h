// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/view/SettingsInterface.h"

#include <QStringList>

namespace everbounce {

/// A node's settings that do what they are asked to, or refuse it.
class FakeSettings final : public SettingsInterface
{
    Q_OBJECT
public:
    using SettingsInterface::SettingsInterface;

    void setName(quint64 request, const QString &name) override
    {
        answer(request, QLatin1String("name ") + name, m_view.name, name, QStringLiteral("laptop:4000"));
    }
    void setPort(quint64 request, const QString &port) override
    {
        answer(request, QLatin1String("port ") + port, m_view.port, port, QStringLiteral("4000"));
    }
    void requestView() override { Q_EMIT changed(m_view); }

    void show(const NodeSettingsView &view)
    {
        m_view = view;
        Q_EMIT changed(m_view);
    }

    QStringList asked; ///< "name NAME" or "port PORT", in their order
    QString refusal;   ///< of what is asked for next; empty: it is done
    bool refusalIsTaken = false;

private:
    void answer(quint64 request, const QString &wish, NodeSettingView &setting, const QString &value,
                const QString &usual)
    {
        asked << wish;
        if (refusal.isEmpty()) {
            setting.chosen = value;
            setting.inUse = value.isEmpty() ? usual : value;
            Q_EMIT changed(m_view);
        }
        Q_EMIT concluded(request, refusal, refusalIsTaken);
    }

    NodeSettingsView m_view{.name = {.inUse = QStringLiteral("laptop:4000")},
                            .port = {.inUse = QStringLiteral("4000")}};
};

} // namespace everbounce
