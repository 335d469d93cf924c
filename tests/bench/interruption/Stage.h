// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/interruption/Recorders.h"
#include "tests/cluster/harness/Api.h"
#include "tests/cluster/harness/TestCluster.h"
#include "tests/cluster/harness/etcd/EtcdCluster.h"

#include <memory>

namespace everbounce::bench {

/// The role of the page's node when something is about to fail.
enum class PagePlace { Anywhere, NotOnHolder, OnOtherHeadless, OnHolder };

/// Three headless nodes, one with a window, and a page: where faults are put on. The holder is a headless
/// node at the beginning of each.
class Stage
{
public:
    /// Starts everything, with the lease in that etcd if there is one; throws Failure where that does not
    /// work out, as every function here does.
    explicit Stage(harness::EtcdCluster *etcd = nullptr);

    harness::NodeProcess &node(int index) { return m_cluster.node(index); }
    int headlessNodes() const { return m_cluster.size() - 1; }
    int holder() const { return m_cluster.holder(); }

    /// The index of the node that feeds the page now.
    int pageNode();

    /// Makes the nodes agree, lets a headless one hold, and gives the page's node its role: by moving the
    /// lease if that is enough, else by loading the page again.
    void prepare(PagePlace place);

    /// Asks a node to break.
    void breakNode(int index, const QString &fault, std::chrono::milliseconds time = {});

    /// Another direction, by a command; flight() knows of it.
    void nudge();

    /// SIGTERM, and waits for the end.
    void stopNode(int index);

    /// SIGKILL for the member of etcd that leads.
    void killLeader();

    /// Starts what does not run, and waits until all agree.
    void mend();

    /// Longer than any track reaches ahead.
    std::chrono::milliseconds reach() const;

    /// The flight as it would go on from now on if nothing failed.
    UnfailedFlight flight();

    /// Fetches what the viewers have drawn until an instant that has passed.
    void takeUntil(Nanoseconds instant);

    PageRecorder &page() { return m_page; }
    WindowRecorder &window() { return m_window; }

private:
    harness::LiveMessage holdersTrack();
    bool stepDown();
    bool inPlace(PagePlace place);
    void openPage(PagePlace place);

    harness::EtcdCluster *m_etcd;
    Display m_display;
    harness::TestCluster m_cluster;
    harness::Api m_api;
    PageRecorder m_page;
    WindowRecorder m_window;
    std::unique_ptr<harness::ReferenceFlight> m_reference;
};

} // namespace everbounce::bench
