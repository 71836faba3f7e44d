using System.Text.Json.Serialization;
using FerroGate.Admin.AuditEvents;
using FerroGate.Admin.BillingEvents;
using FerroGate.Admin.Lists;
using FerroGate.Admin.RequestLogs;
using Microsoft.AspNetCore.Mvc;

namespace FerroGate.Admin;

/// <summary>How the contracts of the admin API are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ListView<AuditEventView>))]
[JsonSerializable(typeof(ListView<BillingEventView>))]
[JsonSerializable(typeof(ListView<RequestLogView>))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class AdminJson : JsonSerializerContext;
