using System.Text.Json.Nodes;

namespace FerroGate.Bench.Load.Results;

/// <summary>What a scenario has shown.</summary>
internal interface ITable
{
    string ToMarkdown();

    JsonObject ToJson();
}
