using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>What one request may spend on attempts: so many over all targets, so many of them at one, and none begins late.</summary>
/// <param name="settings">How much that is.</param>
/// <param name="backoff">How long to wait where nobody says it.</param>
/// <param name="began">The clock's timestamp of the request.</param>
/// <param name="clock">The clock.</param>
internal sealed class RetryBudget(ReliabilitySettings settings, Backoff backoff, long began, TimeProvider clock)
{
    /// <summary>After so many attempts nobody is asked any more, now or after a wait.</summary>
    public bool IsSpent(int attempts, TimeSpan wait = default) =>
        attempts >= settings.DispatchMaxAttempts || clock.GetElapsedTime(began) + wait > settings.DispatchBudget;

    /// <summary>How long to wait before the target that failed is asked again; <c>null</c> where it is not.</summary>
    /// <param name="fault">How it failed.</param>
    /// <param name="attemptsHere">How often it was asked.</param>
    /// <param name="attempts">How often anybody was asked.</param>
    /// <param name="hasOther">Another one may be asked after it, and nobody waits long for one where another may answer at once.</param>
    public TimeSpan? WaitAfter(Fault fault, int attemptsHere, int attempts, Func<bool> hasOther)
    {
        if (fault.Meaning.Next != NextStep.Repeat || attemptsHere > settings.DispatchMaxRetries)
        {
            return null;
        }

        var wait = fault.Wait ?? backoff.After(attemptsHere);
        return IsSpent(attempts, wait) || (!Backoff.IsShort(wait) && hasOther()) ? null : wait;
    }
}
