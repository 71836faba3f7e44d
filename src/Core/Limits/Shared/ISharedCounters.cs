using FerroGate.Core.Exchanges;

namespace FerroGate.Core.Limits.Shared;

/// <summary>
/// What several gateways count together. Each call is one step: nobody sees a half of it. Calls throw
/// <see cref="CountersAwayException"/> where it is not known whether they were done.
/// </summary>
public interface ISharedCounters
{
    /// <summary>They cannot be reached; calls fail without waiting until they are back.</summary>
    bool IsAway { get; }

    /// <summary>An exchange is the first of those that wait for what others hold, and there may be room for it now.</summary>
    event Action<ExchangeId>? RoomMade;

    /// <summary>They are away, or back again.</summary>
    event Action<bool>? AwayChanged;

    /// <summary>Takes everything or nothing.</summary>
    Task<DrawAnswer> DrawAsync(Draw draw, LinePlace place);

    /// <summary>Leaves the line of a meter.</summary>
    Task LeaveAsync(string meter, ExchangeId exchange);

    /// <summary>Holds so much in all, where there is room for it.</summary>
    /// <returns>When it was taken; <c>null</c> where there is no room.</returns>
    Task<DateTimeOffset?> TryHoldAsync(Draw draw);

    /// <summary>Holds at least so much in all, whatever there is, and for a while from now on; nothing for an exchange that is settled.</summary>
    Task HoldAsync(Draw draw);

    /// <summary>Gives back what was not used.</summary>
    Task GiveBackAsync(GivenBack back);

    /// <summary>Counts settled exchanges of a journal once in each of their budgets, and gives back their holds.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="settled">What it says, in its order.</param>
    /// <param name="builds">The builds for which this is told.</param>
    /// <returns>
    /// Of each budget of each exchange, what it had spent before and after; <c>null</c> where it has counted the exchange already. Nothing where a
    /// budget was built anew since then or is lost: nothing was counted, and it has to be told everything again.
    /// </returns>
    Task<IReadOnlyList<(Int128 Before, Int128 After)?>?> CountAsync(string journal, IReadOnlyList<SettledDraw> settled, IReadOnlyDictionary<string, string> builds);

    /// <summary>How far the budget that has counted least of a journal is with it.</summary>
    Task<long> CountedAsync(string journal, IReadOnlyCollection<string> budgets);

    /// <summary>Notes how far budgets as they were built are with a journal.</summary>
    Task MarkAsync(JournalPlace place, IReadOnlyDictionary<string, string> builds);

    /// <summary>Says that this gateway lives, and for which builds it has told everything that it knows.</summary>
    Task<IReadOnlyList<BudgetState>> BeatAsync(string node, IReadOnlyList<BudgetState> told);

    /// <summary>Becomes the one who builds budgets; <c>false</c> where somebody else does.</summary>
    Task<bool> TryBeginBuildAsync(string build);

    /// <summary>Builds a budget of what was spent.</summary>
    /// <param name="budget">Which.</param>
    /// <param name="build">Who builds.</param>
    /// <param name="spent">What was spent under each of its meters.</param>
    /// <param name="journals">How far that has counted each journal.</param>
    Task BuildAsync(string budget, string build, IReadOnlyList<SpendDraw> spent, IReadOnlyList<JournalPlace> journals);

    Task EndBuildAsync(string build);

    /// <summary>The time of the counters.</summary>
    Task<DateTimeOffset> NowAsync();
}
