using FerroGate.Bench.Load.Results;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>What there is to measure, by its name on the command line and in the order of a whole run.</summary>
internal static class AllScenarios
{
    public static IReadOnlyDictionary<string, Func<World, Pace, Task<ITable>>> ByName { get; } = new Dictionary<string, Func<World, Pace, Task<ITable>>>
    {
        ["start"] = (world, _) => StartScenario.RunAsync(world),
        ["proxy"] = AnswerScenarios.ProxyAsync,
        ["tls"] = AnswerScenarios.TlsAsync,
        ["chat"] = AnswerScenarios.ChatAsync,
        ["alone"] = AnswerScenarios.AloneAsync,
        ["many"] = AnswerScenarios.ManyAsync,
        ["artifacts"] = AnswerScenarios.ArtifactsAsync,
        ["prompt-100k"] = (world, pace) => AnswerScenarios.PromptAsync(world, pace, 100 << 10),
        ["prompt-1m"] = (world, pace) => AnswerScenarios.PromptAsync(world, pace, 1 << 20),
        ["stream-100"] = (world, pace) => StreamScenarios.CompareAsync(world, pace, 100),
        ["stream-1000"] = (world, pace) => StreamScenarios.CompareAsync(world, pace, 1_000),
        ["live-5000"] = (world, _) => StreamScenarios.LiveAsync(world, 5_000),
        ["idle-10000"] = (world, _) => IdleScenario.RunAsync(world, 10_000),
    };
}
