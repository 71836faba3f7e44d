using System.Text.Json.Serialization;
using FerroGate.Admin.Configs;
using Microsoft.AspNetCore.Mvc;

namespace FerroGate.Admin;

/// <summary>A problem document that tells of each place in a body that is wrong.</summary>
internal sealed class AdminFault : ProblemDetails
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DiagnosticView>? Errors { get; init; }
}
