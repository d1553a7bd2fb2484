/// The rows of tools, tasks, use cases and measurements.
extension SampleFile {
  static let tools = SampleFile("tools", columns: "code name vendor kind status cost_per_seat_month", pieces: Tool.all.count) { place, rows in
    let tool = Tool.all[place]
    rows.text(tool.code)
    rows.text(tool.name)
    rows.text(tool.vendor)
    rows.text(tool.kind)
    rows.text(tool.status)
    rows.number(tool.cost)
    rows.endRow()
  }

  static let tasks = SampleFile("tasks", columns: "code title area baseline_minutes cases_year core", pieces: WorkTask.all.count) { place, rows in
    let task = WorkTask.all[place]
    rows.text(task.code)
    rows.text(task.title)
    rows.text(task.area)
    rows.number(task.baselineMinutes)
    rows.number(task.casesYear)
    rows.text(task.area == "service" ? "yes" : "no")
    rows.endRow()
  }
}

extension World {
  var useCaseFile: SampleFile {
    // Ideas come from sections that stay as they are.
    let sections = tree.units.indices.filter {
      tree.units[$0].kind == .section && tree.units[$0].lastDay == nil && tree.units[$0].begins == timeline.origin
    }
    return SampleFile("use-cases", columns: "code title tool_code task_code risk review_on origin_unit_code", pieces: useCases.count) { place, rows in
      var dice = Dice(seed, .useCase, place, 1000)
      let useCase = useCases[place]
      rows.code("U", place + 1, width: 3)
      rows.text(useCase.title)
      rows.text(Tool.all[useCase.tool].code)
      rows.text(WorkTask.all[useCase.task].code)
      rows.text(useCase.risk)
      rows.day(timeline.lastDay - useCase.reviewAge)
      rows.text(sections.isEmpty ? nil : tree.units[dice.pick(sections)].code)
      rows.endRow()
    }
  }

  var measurementFile: SampleFile {
    let columns =
      "code use_case_code unit_code measured_on valid_until method sample_size baseline_minutes ai_minutes verify_minutes rework_minutes learn_minutes "
      + "operate_minutes measured_by"
    return SampleFile("measurements", columns: columns, pieces: measurements.count) { useCase, rows in
      for (place, measurement) in measurements[useCase].enumerated() {
        rows.code("M", measurementStarts[useCase] + place, width: 5)
        rows.code("U", useCase + 1, width: 3)
        rows.text(measurement.bureau.map { tree.units[$0].code })
        rows.day(measurement.measuredOn)
        rows.day(measurement.validUntil)
        rows.text(measurement.method)
        rows.number(measurement.sampleSize)
        for minutes in [
          measurement.baseline, measurement.ai, measurement.verify, measurement.rework, measurement.learn, measurement.operate,
        ] {
          rows.hundredths(minutes)
        }
        rows.text("AI利活用推進責任者")
        rows.endRow()
      }
    }
  }
}
