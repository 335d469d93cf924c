// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/Catalogue.h"
#include "engine/ball/workload/FlightRecord.h"
#include "engine/base/TickMapping.h"
#include "engine/node/scripts/ScriptPreviews.h"
#include "engine/node/scripts/ScriptShelf.h"

#include <QThreadPool>

#include <deque>
#include <functional>

namespace everbounce {

/// Lets viewers write scripts: flies texts ahead, saves them in this node's folder, and has the catalogue
/// read what was saved, so that it spreads. Lives on the cluster's thread; the disk has a thread of its own.
class ScriptEditor final : public ScriptsInterface
{
    Q_OBJECT
public:
    struct Settings
    {
        QString engineProgram;
        QString folder; ///< in which scripts are saved; the catalogue watches it. Empty: none can be saved
    };

    /// The flight as it is now.
    struct Flying
    {
        const FlightRecord *record = nullptr; ///< null: there is none
        std::optional<TickMapping> clock;
    };

    /// What it asks its node.
    struct Sources
    {
        std::function<Flying()> flying;
        std::function<QString(const BehaviorRef &)>
            origin; ///< the node that a script came from; empty: this one
    };

    /// The catalogue must outlive it.
    ScriptEditor(const Settings &settings, Catalogue &catalogue, Sources sources, QObject *parent = nullptr);

    void preview(quint64 request, const QString &viewer, const QByteArray &text) override;
    void edit(quint64 request, const everbounce::ScriptOrder &order) override;

private:
    struct Open
    {
        quint64 request = 0;
        ScriptOrder order;
    };

    ScriptAnswer refusal(const ScriptOrder &order) const;
    void beginNext();
    void finish(ScriptAnswer answer);

    Settings m_settings;
    Catalogue &m_catalogue;
    Sources m_sources;
    ScriptPreviews m_previews;
    std::deque<Open> m_open; ///< the first one is with the disk
    QThreadPool m_disk;      ///< one thread; last: goes first
};

} // namespace everbounce
