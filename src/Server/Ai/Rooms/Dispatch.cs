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
        var told = default(Failure);
        Refusal? closed = null;
        PermittedTarget? tooSmall = null;
        try
        {
            ThrowIfLeft(exchange);
            foreach (var choice in exchange.Admitted.Permit.Targets)
            {
                if (tooSmall is not null && !ReadsMore(choice, tooSmall))
                {
                    continue;
                }

                if (await holdAgain.EnterAsync(exchange) is { } unaffordable)
                {
                    closed ??= unaffordable;
                    break;
                }

                var circuit = exchange.Admitted.Facts.Revision.Providers.Of(choice.Target.Provider).CircuitOf(choice.Target.ProviderModel);
                if (!circuit.TryEnter(settings.Circuit))
                {
                    closed ??= ProviderFailures.CircuitOpen(choice.Target.Provider, settings.Circuit!.Cooldown);
                    continue;
                }

                exchange.Choose(choice);
                var attempt = await AskAsync(exchange, choice.Target, circuit, cancellation);
                if (attempt.Fault is null)
                {
                    // Of what failed before, a stream may still be open.
                    told?.Attempt.Upstream?.Dispose();
                    return attempt.Upstream!;
                }

                tooSmall = attempt.Fault.Kind == FaultKind.ContextOverflow ? choice : tooSmall;
                told = Told(told, new Failure(choice, attempt, exchange.Attempts[^1]));
                ThrowIfLeft(exchange);
                if (attempt.Fault.Meaning.Next == NextStep.Tell || IsSpent(exchange, settings, TimeSpan.Zero))
                {
                    break;
                }
            }
        }
        catch
        {
            told?.Attempt.Upstream?.Dispose();
            throw;
        }

        return Tell(exchange, told, closed);
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

    // Where nobody has said how much a target reads, it may be more.
    private static bool ReadsMore(PermittedTarget choice, PermittedTarget than) =>
        choice.Target.ContextWindow is not { } window || (than.Target.ContextWindow is { } other && window > other);

    private async Task<Attempt> AskAsync(Exchange exchange, Target target, Circuit circuit, CancellationToken cancellation)
    {
        var settings = exchange.Admitted.Snapshot.Reliability;
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
                circuit.ReportNothing();
                throw;
            }

            if (outcome.Fault is { } wrong)
            {
                asking.Failed(wrong, outcome.Upstream?.Status, clock.GetTimestamp());
            }
            else
            {
                asking.Answered(outcome.Upstream!.Status);
            }

            Report(circuit, outcome, settings.Circuit);
            if (outcome.Fault is not { } fault || exchange.HasLeft || !MayRepeat(fault) || attempt > settings.DispatchMaxRetries)
            {
                return outcome;
            }

            var wait = fault.Wait ?? backoff.After(attempt);
            if (IsSpent(exchange, settings, wait))
            {
                return outcome;
            }

            // Waits first: who leaves while waiting must not take the circuit's one probe along.
            await WaitAsync(outcome, wait, cancellation);
            if (await holdAgain.EnterAsync(exchange) is not null || !circuit.TryEnter(settings.Circuit))
            {
                return outcome;
            }

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

    // A request may hammer nobody: its attempts are counted over all targets, and none begins late.
    private bool IsSpent(Exchange exchange, ReliabilitySettings settings, TimeSpan wait) =>
        exchange.Attempts.Count >= settings.DispatchMaxAttempts
        || clock.GetElapsedTime(exchange.Admitted.Facts.StartedTimestamp) + wait > settings.DispatchBudget;

    private static bool MayRepeat(Fault fault) => fault.Meaning.Next == NextStep.Repeat && (fault.Wait is not { } wait || Backoff.IsBearable(wait));

    private static void Report(Circuit circuit, Attempt outcome, CircuitSettings? settings)
    {
        switch (outcome.Fault?.Meaning)
        {
            case null when outcome.Upstream is { IsEventStream: true }:
                circuit.ReportAnswering();
                break;
            case null or { Blame: Blame.Caller }:
                circuit.ReportSuccess();
                break;
            case { OpensCircuit: true }:
                circuit.ReportFailure(settings);
                break;
            default:
                // It lives, and one caller's rate must not close it to all others.
                circuit.ReportNothing();
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
