using FerroGate.Core.Circuits;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>
/// Seventh room: asks the targets in order until one answers, with retries and circuits. What a failure means is in
/// <see cref="FaultTable"/>.
/// </summary>
internal sealed class Dispatch(TargetClient client, HoldAgain holdAgain, Backoff backoff, TimeProvider clock)
{
    /// <summary>A live answer of any status, or why there is none. The exchange is told which target it was.</summary>
    public async Task<Outcome<Upstream>> EnterAsync(Exchange exchange, CancellationToken cancellation)
    {
        var settings = exchange.Admitted.Snapshot.Reliability;
        var budget = new RetryBudget(settings, backoff, exchange.Admitted.Facts.StartedTimestamp, clock);
        var targets = exchange.Admitted.Permit.Targets;
        var told = default(Failure);
        Refusal? closed = null;
        PermittedTarget? tooSmall = null;
        try
        {
            ThrowIfLeft(exchange);
            for (var i = 0; i < targets.Count; i++)
            {
                var choice = targets[i];
                if (told is not null && !IsLeft(exchange, choice, tooSmall))
                {
                    continue;
                }

                if (await holdAgain.EnterAsync(exchange) is { } unaffordable)
                {
                    closed ??= unaffordable;
                    break;
                }

                var circuit = CircuitOf(exchange, choice);
                if (circuit.TryEnter(settings.Circuit) is not { } pass)
                {
                    closed ??= ProviderFailures.CircuitOpen(choice.Target.Provider, circuit.RestOf(settings.Circuit!));
                    continue;
                }

                exchange.Choose(choice);
                exchange.Deadline?.Become(choice.Target.Limits.Total);
                var attempt = await AskAsync(exchange, choice.Target, pass, budget, HasOther, cancellation);
                if (attempt.Fault is null)
                {
                    // Of what failed before, a stream may still be open.
                    told?.Attempt.Upstream?.Dispose();
                    return attempt.Upstream!;
                }

                tooSmall = attempt.Fault.Kind == FaultKind.ContextOverflow ? choice : tooSmall;
                told = Told(told, new Failure(choice, attempt, exchange.Attempts[^1]));
                ThrowIfLeft(exchange);
                if (attempt.Fault.Meaning.Next == NextStep.Tell || budget.IsSpent(exchange.Attempts.Count))
                {
                    break;
                }

                bool HasOther() => targets.Skip(i + 1).Any(other => IsLeft(exchange, other, tooSmall) && CircuitOf(exchange, other).WouldLet(settings.Circuit));
            }
        }
        catch
        {
            told?.Attempt.Upstream?.Dispose();
            throw;
        }

        return Tell(exchange, told, closed);
    }

    /// <summary>Asks one target, where the one that was answering has failed; <c>null</c> where it may not be asked.</summary>
    public async Task<Attempt?> AskOneAsync(Exchange exchange, PermittedTarget choice, CancellationToken cancellation)
    {
        var settings = exchange.Admitted.Snapshot.Reliability;
        var budget = new RetryBudget(settings, backoff, exchange.AskingSince, clock);
        if (budget.IsSpent(exchange.Attempts.Count)
            || !IsLeft(exchange, choice, null)
            || await holdAgain.EnterAsync(exchange) is not null
            || CircuitOf(exchange, choice).TryEnter(settings.Circuit) is not { } pass)
        {
            return null;
        }

        exchange.Choose(choice);
        exchange.Deadline?.Become(choice.Target.Limits.Total);

        // A client waits, so nobody is waited for.
        return await AskAsync(exchange, choice.Target, pass, budget, () => true, cancellation);
    }

    /// <summary>The circuit of a target hears how the answer has ended that had begun well.</summary>
    public static void ReportEnd(Exchange exchange)
    {
        if (exchange.Broken is { } kind)
        {
            if (FaultTable.Of(kind).OpensCircuit)
            {
                exchange.Pass?.ReportFailure();
            }
        }
        else if (exchange.Ending == Ending.Finished)
        {
            exchange.Pass?.ReportSuccess();
        }

        exchange.Pass = null;
    }

    // What decides is what the caller is told; where nobody had an answer, what was wrong first.
    private static Failure Told(Failure? before, Failure now)
    {
        if (before is null)
        {
            return now;
        }

        var (kept, let) = now.Attempt.Fault!.Meaning.Next == NextStep.Tell ? (now, before) : (before, now);
        let.Attempt.Upstream?.Dispose();
        return kept;
    }

    private static Outcome<Upstream> Tell(Exchange exchange, Failure? told, Refusal? closed)
    {
        if (told is null)
        {
            exchange.EndWith(Ending.Unreachable, closed!);
            return closed!;
        }

        exchange.TellOf(told.Asking);
        if (exchange.Choice != told.Choice)
        {
            exchange.Choose(told.Choice);
        }

        if (told.Attempt is { Upstream: { } upstream, Fault.IsInWords: true })
        {
            return upstream;
        }

        told.Attempt.Upstream?.Dispose();
        exchange.EndWith(told.Attempt.Fault!.Ending, told.Attempt.Fault.Refusal);
        return told.Attempt.Fault.Refusal;
    }

    private static Circuit CircuitOf(Exchange exchange, PermittedTarget choice) =>
        exchange.Admitted.Facts.Revision.Providers.Of(choice.Target.Provider).CircuitOf(choice.Target);

    // Behind one that has failed: it would have time, and reads more where that was the reason.
    private static bool IsLeft(Exchange exchange, PermittedTarget choice, PermittedTarget? tooSmall) =>
        exchange.Deadline?.IsBehind(choice.Target.Limits.Total) is not true && (tooSmall is null || ReadsMore(choice, tooSmall));

    // Where nobody has said how much a target reads, it may be more.
    private static bool ReadsMore(PermittedTarget choice, PermittedTarget than) =>
        choice.Target.ContextWindow is not { } window || (than.Target.ContextWindow is { } other && window > other);

    private async Task<Attempt> AskAsync(
        Exchange exchange, Target target, CircuitPass pass, RetryBudget budget, Func<bool> hasOther, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            Attempt outcome;
            var asking = exchange.BeginAttempt(clock.GetTimestamp());
            try
            {
                outcome = await client.AskAsync(exchange, target, cancellation);
            }
            catch
            {
                pass.ReportNothing();
                throw;
            }

            if (outcome.Fault is { Kind: FaultKind.ContentRefused } refused && exchange.Admitted.Permit.Route.Model.AsksOthersWhenRefused)
            {
                outcome = outcome with { Fault = refused with { IsForOthers = true } };
            }

            if (outcome.Fault is { } wrong)
            {
                asking.Failed(wrong, outcome.Upstream?.Status, clock.GetTimestamp());
            }
            else
            {
                asking.Answered(outcome.Upstream!.Status);
            }

            exchange.Pass = outcome.Fault is null ? pass : null;
            Report(pass, outcome);
            if (outcome.Fault is not { } fault || exchange.HasLeft || budget.WaitAfter(fault, attempt, exchange.Attempts.Count, hasOther) is not { } wait)
            {
                return outcome;
            }

            // Waits first: who leaves while waiting must not take the circuit's one probe along.
            await WaitAsync(outcome, wait, cancellation);
            if (await holdAgain.EnterAsync(exchange) is not null || pass.Circuit.TryEnter(exchange.Admitted.Snapshot.Reliability.Circuit) is not { } next)
            {
                return outcome;
            }

            pass = next;
            outcome.Upstream?.Dispose();
        }
    }

    // Nobody else is asked for somebody who is not there any more.
    private static void ThrowIfLeft(Exchange exchange)
    {
        if (exchange.HasLeft)
        {
            exchange.Admitted.Http.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    private static void Report(CircuitPass pass, Attempt outcome)
    {
        switch (outcome.Fault?.Meaning)
        {
            case null when outcome.Upstream is { IsEventStream: true }:
                pass.ReportAnswering();
                break;
            case null or { Blame: Blame.Caller }:
                pass.ReportSuccess();
                break;
            case { OpensCircuit: true }:
                pass.ReportFailure();
                break;
            default:
                // It lives, and one caller's rate must not close it to all others.
                pass.ReportNothing();
                break;
        }
    }

    private async Task WaitAsync(Attempt outcome, TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wait, clock, cancellation);
        }
        catch
        {
            outcome.Upstream?.Dispose();
            throw;
        }
    }

    /// <summary>A target that has not answered.</summary>
    private sealed record Failure(PermittedTarget Choice, Attempt Attempt, Asking Asking);
}
