using CsCheck;
using FerroGate.Core.Circuits;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Circuits;

/// <summary>Whatever requests begin and end in whatever order, a circuit does what a few lines about its states say.</summary>
public sealed class CircuitMachineTests
{
    private const int Cooldown = 7;
    private const int Window = 10;

    private enum Step
    {
        Enter,
        Succeed,
        Answer,
        Fail,
        TellNothing,
        Wait,
    }

    [Fact]
    public void It_is_in_the_state_that_the_model_is_in() =>
        Gen.Select(Gen.Frequency((4, Gen.Const(Step.Enter)), (5, Gen.Enum<Step>())), Gen.Int[0, 9])
            .Array[1, 200]
            .Select(Gen.Int[1, 5], Gen.Int[1, 100], Gen.Int[1, 8], Gen.Bool)
            .Sample((steps, threshold, percent, minimum, hasThreshold) =>
            {
                var clock = new FakeTimeProvider();
                var changes = new List<CircuitState>();
                var circuit = new Circuit(clock, change => changes.Add(change.State));
                var settings = new CircuitSettings(hasThreshold ? threshold : null, TimeSpan.FromSeconds(Cooldown))
                {
                    Rate = new FailureRate(percent, TimeSpan.FromSeconds(Window), minimum),
                };
                var model = new Model(hasThreshold ? threshold : int.MaxValue, percent, minimum);
                List<(CircuitPass Real, ModelPass Model)> running = [];
                foreach (var (step, number) in steps)
                {
                    switch (step)
                    {
                        case Step.Enter:
                            Assert.Equal(model.WouldLet, circuit.WouldLet(settings));
                            var (real, expected) = (circuit.TryEnter(settings), model.TryEnter());
                            Assert.Equal(expected is null, real is null);
                            if (real is { } pass)
                            {
                                Assert.Equal(expected!.IsProbe, pass.IsProbe);
                                running.Add((pass, expected));
                            }

                            break;
                        case Step.Wait:
                            clock.Advance(TimeSpan.FromSeconds(number));
                            model.Now += number;
                            break;
                        default:
                            if (running.Count > 0)
                                Report(step, running, number % running.Count, model);

                            break;
                    }

                    Assert.Equal((model.State, model.Failures), (circuit.Standing.State, circuit.Standing.Failures));
                    Assert.Equal(model.Changes, changes);
                }
            });

    private static void Report(Step step, List<(CircuitPass Real, ModelPass Model)> running, int at, Model model)
    {
        var (real, expected) = running[at];
        switch (step)
        {
            case Step.Answer:
                real.ReportAnswering();
                model.Answers(expected);
                return;
            case Step.Succeed:
                real.ReportSuccess();
                model.Succeeded(expected);
                break;
            case Step.Fail:
                real.ReportFailure();
                model.Failed(expected);
                break;
            default:
                real.ReportNothing();
                model.ToldNothing(expected);
                break;
        }

        running.RemoveAt(at);
    }

    private sealed record ModelPass(int Openings, bool IsProbe);

    /// <summary>The same with lists and whole seconds instead of counters and clocks.</summary>
    private sealed class Model(int threshold, int percent, int minimum)
    {
        private readonly List<(int At, bool Failed)> _outcomes = [];
        private int _openedAt;
        private int _openings;

        public int Now { get; set; }

        public int Failures { get; private set; }

        public CircuitState State { get; private set; }

        public List<CircuitState> Changes { get; } = [];

        public bool WouldLet => State == CircuitState.Closed || (State == CircuitState.Open && Now - _openedAt >= Cooldown);

        public ModelPass? TryEnter()
        {
            if (!WouldLet)
                return null;

            var isProbe = State == CircuitState.Open;
            Become(isProbe ? CircuitState.HalfOpen : CircuitState.Closed);
            return new ModelPass(_openings, isProbe);
        }

        public void Answers(ModelPass pass)
        {
            if (pass.Openings == _openings)
                Become(CircuitState.Closed);
        }

        public void Succeeded(ModelPass pass)
        {
            if (pass.Openings != _openings)
                return;

            Failures = 0;
            if (pass.IsProbe)
                _outcomes.Clear();

            _outcomes.Add((Now, false));
            Become(CircuitState.Closed);
        }

        public void Failed(ModelPass pass)
        {
            if (pass.Openings != _openings)
                return;

            Failures++;
            _outcomes.Add((Now, true));
            var last = _outcomes.Where(outcome => Now - outcome.At < Window).ToList();
            var isRate = last.Count >= minimum && 100 * last.Count(outcome => outcome.Failed) >= percent * last.Count;
            if (State == CircuitState.HalfOpen || Failures >= threshold || isRate)
            {
                (_openedAt, _openings) = (Now, _openings + 1);
                Become(CircuitState.Open);
            }
        }

        public void ToldNothing(ModelPass pass)
        {
            if (pass.Openings == _openings && pass.IsProbe && State == CircuitState.HalfOpen)
                Become(CircuitState.Open);
        }

        private void Become(CircuitState state)
        {
            if (state == State)
                return;

            State = state;
            Changes.Add(state);
        }
    }
}
